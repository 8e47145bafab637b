package dev.weft.agent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.agent.stub.ClassFile;
import dev.weft.agent.stub.UnusualClassException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;

/** Writing stubs byte by byte makes the same of a class file as writing them by ASM. */
class StubPatchTest {
  private static final class Definer extends ClassLoader {
    Definer() {
      super(StubPatchTest.class.getClassLoader());
    }

    /** As far as this JVM knows the version. */
    void verify(byte[] classFile) throws ClassNotFoundException {
      if (new ClassFile(classFile).majorVersion() > 44 + Runtime.version().feature()) {
        return;
      }
      Class<?> type = defineClass(null, classFile, 0, classFile.length);
      Class.forName(type.getName(), true, this);
    }
  }

  static Stream<String> jars() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(path -> path.endsWith(".jar"));
  }

  @ParameterizedTest
  @MethodSource("jars")
  void allOfAJar(String path) throws IOException, UnusualClassException {
    try (JarFile jar = new JarFile(path)) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        if (entry.getName().endsWith(".class") && !entry.getName().endsWith("-info.class")) {
          check(jar.getInputStream(entry).readAllBytes());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"java/util", "java/net", "sun/security/x509"})
  void classesOfTheJdk(String folder) throws IOException, UnusualClassException {
    Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules/java.base", folder);
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> classes = files.filter(file -> file.toString().endsWith(".class")).toList();
      assertTrue(classes.size() > 50);
      for (Path file : classes) {
        check(Files.readAllBytes(file));
      }
    }
  }

  /** Old ones have no stubs here. */
  private static byte[] check(byte[] classFile) throws UnusualClassException {
    ClassScan scan = ByteStubs.scan(classFile);
    if (scan.file.majorVersion() < 51 && scan.stubs() > 0) {
      assertThrows(UnusualClassException.class, () -> ByteStubs.byBytes(classFile));
      return StubPatch.write(scan, 1);
    }
    byte[] woven = ByteStubs.byBytes(classFile);
    assertEquals(ByteStubs.text(ByteStubs.byAsm(classFile)), ByteStubs.text(woven));
    return woven;
  }

  @ParameterizedTest
  @CsvSource({"49,0", "50,1", "51,2", "52,3", "52,4", "52,5", "52,6", "61,7", "69,0"})
  void oddCode(int version, int alignment) throws Exception {
    byte[] classFile = new OddCode(version).withAllShapes(alignment).toByteArray();
    new Definer().verify(classFile);
    new Definer().verify(check(classFile));
  }

  @Test
  void stubsAreWhereTheyAreExpected() {
    ClassScan scan = ByteStubs.scan(new OddCode(52).withAllShapes(0).toByteArray());
    List<String> found =
        scan.methods.stream().map(method -> method.name + ' ' + scan.actionFor(method)).toList();
    assertEquals(
        List.of(
            "<init> NONE",
            "next CLEAR",
            "shapes STUB",
            "fails CLEAR_BEFORE_THROWS",
            "findClass SHELVE",
            "loop STUB",
            "wide STUB",
            "longCode CLEAR",
            "longThrow CLEAR_BEFORE_THROWS"),
        found);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 65_000})
  void manyConstants(int count) throws Exception {
    OddCode code = new OddCode(52);
    byte[] classFile = code.withAllShapes(1).withConstants(count).toByteArray();
    new Definer().verify(check(classFile));
  }

  @Test
  void tooManyConstants() {
    byte[] plain = new OddCode(52).withAllShapes(1).toByteArray();
    int more = 65_530 - new ClassReader(plain).getItemCount();
    byte[] classFile = new OddCode(52).withAllShapes(1).withConstants(more).toByteArray();
    assertThrows(UnusualClassException.class, () -> ByteStubs.byBytes(classFile));
  }

  @Test
  void unknownAttributeOfCode() {
    byte[] classFile = new OddCode(52).withUnknownAttribute().toByteArray();
    assertThrows(UnusualClassException.class, () -> ByteStubs.byBytes(classFile));
    String text = ByteStubs.text(StubPatch.write(ByteStubs.scan(classFile), 1));
    assertTrue(text.contains("Unheard"), text);
  }
}
