package dev.weft.it.support;

import java.io.IOException;
import java.io.InputStream;

/**
 * Defines the classes of one name prefix itself, from the class path, so that they are initialised
 * anew in each loader.
 */
public final class IsolatedLoader extends ClassLoader {
  private final String prefix;

  /**
   * @param prefix of the binary names of the classes that it defines; all others come from its
   *     parent
   */
  public IsolatedLoader(String prefix, ClassLoader parent) {
    super(parent);
    this.prefix = prefix;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(prefix)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
