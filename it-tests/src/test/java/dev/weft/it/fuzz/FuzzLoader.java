package dev.weft.it.fuzz;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;

/** Defines one copy of a generated program. */
final class FuzzLoader extends ClassLoader {
  private final Map<String, byte[]> classes;

  FuzzLoader(Map<String, byte[]> classes) {
    super(FuzzLoader.class.getClassLoader());
    this.classes = classes;
  }

  /** Its own classes first: the class path need not be searched for each of them. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!classes.containsKey(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    byte[] bytes =
        name.endsWith(".class")
            ? classes.get(name.substring(0, name.length() - 6).replace('/', '.'))
            : null;
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }

  /** Loads and verifies all of them without initialising any. */
  void linkAll() throws ClassNotFoundException {
    for (String name : classes.keySet()) {
      loadClass(name).getDeclaredMethods(); // the JVM links a class before it tells its methods
    }
  }
}
