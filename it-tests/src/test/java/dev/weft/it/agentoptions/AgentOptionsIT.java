package dev.weft.it.agentoptions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.it.support.ForkedJvm;
import dev.weft.it.support.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class AgentOptionsIT {
  private static final String WEAVE = "weave=dev.weft.it.*";
  private static final String SUSPENDS = "suspend: 1 then 2";

  @TempDir Path dir;

  /** Requires that the application started and suspended, and gives what the agent said. */
  private static List<String> said(ForkedJvm jvm) throws IOException, InterruptedException {
    ForkedJvm.Result result = jvm.run(Application.class.getName(), "suspend").mustSucceed();
    List<String> application = List.of("started", SUSPENDS);
    assertTrue(result.lines().containsAll(application), result.output());
    return result.lines().stream().filter(line -> !application.contains(line)).toList();
  }

  private static void requireOneLine(List<String> said, String... parts) {
    assertEquals(1, said.size(), said::toString);
    assertTrue(said.get(0).startsWith("[weft] "), said.get(0));
    for (String part : parts) {
      assertTrue(said.get(0).contains(part), said.get(0));
    }
  }

  @Test
  void saysNothingWhenAllIsWell() throws Exception {
    assertEquals(List.of(), said(new ForkedJvm().agent(WEAVE)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "colour=blue | unknown option 'colour' | weave",
        "verbose | unknown option 'verbose' | weave",
        "verify | 'verify' | no value",
        "verify=maybe | 'verify' is 'maybe' | on or off",
        "jdk=17 | 'jdk' is '17' | on or off",
        "detect=loudly | 'detect' is 'loudly' | report",
        "exclude=com.acme.?;b | 'exclude' | '?'",
        "exclude=a/b.* | 'exclude' | '/'",
        "config=/no/such/file.weft | config=/no/such/file.weft | cannot be read"
      })
  void tellsABadOptionInOneLine(String option, String first, String second) throws Exception {
    requireOneLine(said(new ForkedJvm().agent(WEAVE + "," + option)), first, second);
  }

  @Test
  void tellsABadGlobOfWeave() throws Exception {
    requireOneLine(said(new ForkedJvm().agent("weave=com.acme.[ab]")), "'weave'", "'['");
  }

  @Test
  void tellsABadSystemProperty() throws Exception {
    requireOneLine(said(new ForkedJvm().agent(WEAVE).jvm("-Dweft.verify=2")), "'verify' is '2'");
  }

  @Test
  void readsTheFileOfConfig() throws Exception {
    Path file = dir.resolve("weft.config");
    Files.write(file, List.of("# all that matters", "", WEAVE, "verify=perhaps", "shape=round"));
    List<String> said = said(new ForkedJvm().agent("config=" + file));
    assertEquals(2, said.size(), said::toString);
    requireOneLine(said.subList(0, 1), "unknown option 'shape'", file.toString());
    requireOneLine(said.subList(1, 2), "'verify' is 'perhaps'");
  }

  @Test
  void theArgumentWinsOverThePropertyAndThatOverTheFile() throws Exception {
    Path file = dir.resolve("weft.config");
    Files.write(file, List.of(WEAVE, "verify=file", "detect=file", "jdk=file"));
    List<String> said =
        said(
            new ForkedJvm()
                .agent("config=" + file + ",jdk=argument")
                .jvm("-Dweft.jdk=property", "-Dweft.detect=property"));
    assertEquals(3, said.size(), said::toString);
    for (String line :
        List.of("'verify' is 'file'", "'detect' is 'property'", "'jdk' is 'argument'")) {
      assertTrue(said.stream().anyMatch(told -> told.contains(line)), () -> line + " in " + said);
    }
  }

  @Test
  void aDirectoryThatCannotBeWritten() throws Exception {
    Path file = Files.writeString(dir.resolve("plain"), "a file");
    List<String> said = said(new ForkedJvm().agent(WEAVE + ",dump=" + file.resolve("woven")));
    requireOneLine(said, "dump", file.toString());
  }

  @Test
  void aJarInADirectoryWithANameLikeAnAddress() throws Exception {
    Path directory = Files.createDirectory(dir.resolve("a+b %20 c"));
    Path jar = Files.copy(Jdks.agent(), directory.resolve("weft-agent.jar"));
    assertEquals(List.of(), said(new ForkedJvm().jvm("-javaagent:" + jar + "=" + WEAVE)));
  }

  @Test
  void givenTwice() throws Exception {
    requireOneLine(said(new ForkedJvm().agent(WEAVE).agent("weave=none")), "installed already");
  }

  @Test
  void withoutTheAgent() throws Exception {
    ForkedJvm.Result result =
        new ForkedJvm().run(Application.class.getName(), "suspend").mustSucceed();
    assertEquals(2, result.lines().size(), result.output());
    assertTrue(result.lines().get(1).contains("-javaagent:"), result.output());
  }

  @Test
  void anAgentJarWithoutTheRuntime() throws Exception {
    Path jar = copyWithout("boot/");
    ForkedJvm.Result result =
        new ForkedJvm()
            .withoutClassPath("weft-agent") // whose classes would be loaded instead of the copy's
            .jvm("-javaagent:" + jar)
            .run(Application.class.getName(), "suspend")
            .mustSucceed();
    assertEquals(3, result.lines().size(), result.output());
    requireOneLine(result.lines().subList(0, 1), "not complete", jar.getFileName().toString());
    assertEquals("started", result.lines().get(1));
    assertTrue(result.lines().get(2).contains("-javaagent:"), result.output());
  }

  private Path copyWithout(String prefix) throws IOException {
    Path copy = dir.resolve("incomplete-agent.jar");
    try (JarInputStream in = new JarInputStream(Files.newInputStream(Jdks.agent()));
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(copy), in.getManifest())) {
      for (JarEntry entry; (entry = in.getNextJarEntry()) != null; ) {
        if (!entry.getName().startsWith(prefix)) {
          out.putNextEntry(new JarEntry(entry.getName()));
          in.transferTo(out);
        }
      }
    }
    return copy;
  }

  /** The JVM refuses it, as it would without the agent; the agent says why it left it alone. */
  @Test
  void aClassFileThatIsTooNew() throws Exception {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        199,
        Opcodes.ACC_PUBLIC,
        "dev/weft/it/agentoptions/FromTheFuture",
        null,
        "java/lang/Object",
        null);
    writer.visitEnd();
    Path file = Files.write(dir.resolve("FromTheFuture.class"), writer.toByteArray());
    ForkedJvm.Result result =
        new ForkedJvm()
            .agent(WEAVE)
            .run(Application.class.getName(), file.toString(), "suspend")
            .mustSucceed();
    List<String> lines = new ArrayList<>(result.lines());
    assertTrue(lines.remove("started") && lines.remove(SUSPENDS), result.output());
    assertTrue(
        lines.removeIf(line -> line.startsWith(file + ": java.lang.UnsupportedClassVersionError")),
        result.output());
    List<String> told = lines.stream().filter(line -> line.contains("left alone")).toList();
    assertEquals(1, told.size(), result.output());
    assertTrue(told.get(0).contains("FromTheFuture") && told.get(0).contains("199"), told.get(0));
  }
}
