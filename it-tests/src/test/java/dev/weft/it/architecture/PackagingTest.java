package dev.weft.it.architecture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds what the two shipped jars contain. */
class PackagingTest {
  private static final Map<String, byte[]> AGENT = Shipped.files(Shipped.agentJar());
  private static final Map<String, byte[]> RUNTIME = Shipped.files(Shipped.runtimeJar());

  @Test
  void theAgentCarriesTheBootPartOfTheRuntimeUnchanged() {
    Map<String, byte[]> carried = Shipped.bootClasses();
    assertEquals(classNames(RUNTIME, PackagingTest::isBootPart), carried.keySet());
    carried.forEach((name, bytes) -> assertArrayEquals(RUNTIME.get(name), bytes, name));
  }

  /** The part without dependencies: the API, the engine, the bridges, detection. */
  private static boolean isBootPart(String name) {
    return name.matches("dev/weft/((core|bridge|detect)/.*|[^/]+)")
        && !name.endsWith("/package-info.class");
  }

  @Test
  void theAgentDefinesNoClassOutsideItsOwnPackages() {
    assertEquals(
        Set.of(),
        classNames(
            AGENT, name -> !name.startsWith("boot/") && !name.startsWith("dev/weft/agent/")));
  }

  /** That nothing uses them by their own names is for {@link ArrowsTest} to find. */
  @Test
  void theAgentCarriesItsLibrariesUnderOtherNames() {
    assertTrue(AGENT.containsKey("dev/weft/agent/shaded/gson/stream/JsonReader.class"));
    assertTrue(AGENT.containsKey("dev/weft/agent/shaded/asm/ClassReader.class"));
    assertTrue(AGENT.containsKey("dev/weft/agent/shaded/asm/tree/ClassNode.class"));
  }

  @Test
  void theManifestNamesTheAgentForEveryWayToStartIt() throws IOException {
    Attributes main =
        new Manifest(new ByteArrayInputStream(AGENT.get(JarFile.MANIFEST_NAME)))
            .getMainAttributes();
    for (String way : List.of("Premain-Class", "Agent-Class")) {
      assertEquals("dev.weft.agent.AgentMain", main.getValue(way), way);
    }
    // java -jar runs commands, and must not install the agent first.
    assertEquals("dev.weft.agent.cli.Main", main.getValue("Main-Class"));
    assertNull(main.getValue("Launcher-Agent-Class"));
    for (String right : List.of("Can-Redefine-Classes", "Can-Retransform-Classes")) {
      assertEquals("true", main.getValue(right), right);
    }
    assertNotNull(AGENT.get("dev/weft/agent/AgentMain.class"));
  }

  @Test
  void bothJarsCarryTheirLicences() {
    for (Map<String, byte[]> jar : List.of(AGENT, RUNTIME)) {
      assertTrue(new String(jar.get("META-INF/LICENSE"), UTF_8).contains("Apache License"));
    }
    assertTrue(
        new String(AGENT.get("META-INF/NOTICE"), UTF_8).contains("Copyright (c) 2000-2011 INRIA"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"weft.runtime", "weft.agent"})
  void everyPackageIsDescribedAndNullMarked(String which) {
    Map<String, byte[]> jar = which.equals("weft.agent") ? AGENT : RUNTIME;
    Set<String> packages = new TreeSet<>();
    for (String name :
        classNames(jar, name -> !name.startsWith("boot/") && !name.contains("/shaded/"))) {
      packages.add(name.substring(0, name.lastIndexOf('/')));
    }
    assertTrue(!packages.isEmpty(), "no classes");
    for (String name : packages) {
      byte[] info = jar.get(name + "/package-info.class");
      assertNotNull(info, name + " has no package-info, or it is not @NullMarked");
      assertTrue(
          new String(info, ISO_8859_1).contains("Lorg/jspecify/annotations/NullMarked;"), name);
    }
  }

  private static Set<String> classNames(Map<String, byte[]> jar, Predicate<String> wanted) {
    return jar.keySet().stream()
        .filter(name -> name.endsWith(".class"))
        .filter(wanted)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
