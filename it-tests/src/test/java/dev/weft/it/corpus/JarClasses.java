package dev.weft.it.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The classes that a jar offers to this version of the JDK. */
final class JarClasses {
  private static final String SUFFIX = ".class";

  private JarClasses() {}

  /** Binary names, in the jar's order. */
  static List<String> names(Path jar) throws IOException {
    try (JarFile file = open(jar)) {
      return file.versionedStream()
          .map(JarEntry::getName)
          .filter(JarClasses::isClass)
          .map(JarClasses::binaryName)
          .toList();
    }
  }

  static JarFile open(Path jar) throws IOException {
    return new JarFile(jar.toFile(), false, JarFile.OPEN_READ, JarFile.runtimeVersion());
  }

  /** The class file that a loader of this JVM would read, or null if there is none. */
  static byte[] read(JarFile jar, String className) throws IOException {
    JarEntry entry = jar.getJarEntry(className.replace('.', '/') + SUFFIX);
    if (entry == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  /**
   * Whether the class was loaded from that jar and not from another with a class of the same name.
   */
  static boolean isFrom(Path jar, Class<?> type) throws MalformedURLException {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source != null
        && source.getLocation() != null
        && isSame(source.getLocation(), jar.toUri().toURL());
  }

  /** As text, since URL's own equality asks the network for host names. */
  private static boolean isSame(URL a, URL b) {
    return a.toExternalForm().equals(b.toExternalForm());
  }

  private static boolean isClass(String entry) {
    return entry.endsWith(SUFFIX)
        && !entry.startsWith("META-INF/")
        && !entry.endsWith("module-info.class")
        && !entry.endsWith("package-info.class");
  }

  private static String binaryName(String entry) {
    return entry.substring(0, entry.length() - SUFFIX.length()).replace('/', '.');
  }
}
