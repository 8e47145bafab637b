package dev.weft.agent.scan;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The class files of directories and jars, and of jars in jars (BOOT-INF/lib, WEB-INF/lib). */
final class ClassFiles {
  private ClassFiles() {}

  /**
   * Hands on every class file below an entry of a class path.
   *
   * @param to takes the file's name and content
   */
  static void forEach(Path entry, BiConsumer<String, byte[]> to) throws IOException {
    if (Files.isDirectory(entry)) {
      try (Stream<Path> files = Files.walk(entry)) {
        files.filter(Files::isRegularFile).forEach(file -> hand(file, to));
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    } else {
      try (InputStream jar = Files.newInputStream(entry)) {
        readJar(jar, to);
      }
    }
  }

  private static void hand(Path file, BiConsumer<String, byte[]> to) {
    try {
      if (isWanted(file.toString())) {
        to.accept(file.toString(), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void readJar(InputStream jar, BiConsumer<String, byte[]> to) throws IOException {
    ZipInputStream zip = new ZipInputStream(jar);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      String name = entry.getName();
      if (isWanted(name)) {
        to.accept(name, zip.readAllBytes());
      } else if (name.endsWith(".jar")) {
        readJar(new ByteArrayInputStream(zip.readAllBytes()), to);
      }
    }
  }

  private static boolean isWanted(String name) {
    return name.endsWith(".class")
        && !name.endsWith("module-info.class")
        && !name.contains("META-INF/versions/");
  }
}
