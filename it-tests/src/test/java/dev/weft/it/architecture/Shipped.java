package dev.weft.it.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * The two jars that the build leaves, named by the system properties weft.runtime and weft.agent.
 */
final class Shipped {
  private static final String BOOT = "boot/";

  private Shipped() {}

  static Path runtimeJar() {
    return jar("weft.runtime");
  }

  static Path agentJar() {
    return jar("weft.agent");
  }

  private static Path jar(String property) {
    return Path.of(Objects.requireNonNull(System.getProperty(property), property));
  }

  /**
   * Weft's own classes in both jars, each once: neither what the agent carries below boot/ nor its
   * relocated libraries.
   */
  static JavaClasses classes() {
    try (JarFile runtime = new JarFile(runtimeJar().toFile());
        JarFile agent = new JarFile(agentJar().toFile())) {
      return new ClassFileImporter()
          .withImportOption(
              location -> !location.contains("!/" + BOOT) && !location.contains("/shaded/"))
          .importJars(runtime, agent);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The entries of a jar that are files, by name. */
  static Map<String, byte[]> files(Path jar) {
    Map<String, byte[]> files = new TreeMap<>();
    try (JarFile open = new JarFile(jar.toFile())) {
      for (ZipEntry entry : open.stream().filter(e -> !e.isDirectory()).toList()) {
        try (InputStream in = open.getInputStream(entry)) {
          files.put(entry.getName(), in.readAllBytes());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** The classes below boot/ of the agent jar, by their names as classes. */
  static Map<String, byte[]> bootClasses() {
    Map<String, byte[]> classes = new TreeMap<>();
    files(agentJar())
        .forEach(
            (name, bytes) -> {
              if (name.startsWith(BOOT) && name.endsWith(".class")) {
                classes.put(name.substring(BOOT.length()), bytes);
              }
            });
    return classes;
  }
}
