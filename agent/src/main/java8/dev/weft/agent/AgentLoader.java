package dev.weft.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Loads the agent's classes from its jar. The system class loader, to which the JVM appends that
 * jar, would look for each of them in all the application's jars first, which takes longer than to
 * define it. All else, resources too, is left to that loader.
 */
final class AgentLoader extends ClassLoader {
  private static final String PACKAGE = "dev.weft.agent.";

  static {
    registerAsParallelCapable();
  }

  private final JarFile jar;
  private final ProtectionDomain domain;

  /** Of the agent: reports ask a package for it. */
  private final @Nullable String version;

  private final Set<String> packages = new HashSet<>();

  private AgentLoader(JarFile jar, ProtectionDomain domain) throws IOException {
    super(AgentLoader.class.getClassLoader());
    this.jar = jar;
    this.domain = domain;
    this.version = jar.getManifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
  }

  /** For the jar that this class is in. Its parent if that is no file. */
  static ClassLoader create() {
    ProtectionDomain own = AgentLoader.class.getProtectionDomain();
    try {
      File file = new File(own.getCodeSource().getLocation().toURI());
      return new AgentLoader(new JarFile(file, false), own);
    } catch (IOException | URISyntaxException | IllegalArgumentException e) {
      return AgentLoader.class.getClassLoader();
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(PACKAGE)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known == null ? findClass(name) : known;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    ZipEntry entry = jar.getEntry(name.replace('.', '/').concat(".class"));
    if (entry == null) {
      throw new ClassNotFoundException(name);
    }
    try {
      byte[] classFile = read(entry);
      definePackageOf(name);
      return defineClass(name, classFile, 0, classFile.length, domain);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  /** Before the first class of a package is defined, which would bring along one without the version. */
  private synchronized void definePackageOf(String className) {
    String name = className.substring(0, className.lastIndexOf('.'));
    if (packages.add(name)) {
      definePackage(name, null, null, null, null, version, null, null);
    }
  }

  private byte[] read(ZipEntry entry) throws IOException {
    byte[] bytes = new byte[(int) entry.getSize()];
    int size = 0;
    try (InputStream in = jar.getInputStream(entry)) {
      for (int read; size < bytes.length; size += read) {
        read = in.read(bytes, size, bytes.length - size);
        if (read < 0) {
          throw new IOException(entry + " of " + jar.getName() + " ends early");
        }
      }
    }
    return bytes;
  }
}
