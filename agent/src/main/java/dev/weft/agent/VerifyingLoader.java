package dev.weft.agent;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Has the JVM's own verifier look at a woven class before it is real: a throw-away loader defines
 * the class and links it. What the verifier needs of other classes it loads here too, from the
 * class files that the real loader would read, so that no class of the application is loaded early.
 */
final class VerifyingLoader extends ClassLoader {
  private final @Nullable ClassLoader real;
  private final String name;
  private final byte[] woven;

  private VerifyingLoader(@Nullable ClassLoader real, String name, byte[] woven) {
    super(ClassLoader.getPlatformClassLoader());
    this.real = real;
    this.name = name;
    this.woven = woven;
  }

  /**
   * What the verifier says against the class in one line, or null. A class that it needs and cannot
   * find is not held against it.
   */
  @SuppressWarnings("ReturnValueIgnored") // the methods are asked for to have the class linked
  static @Nullable String problemOf(@Nullable ClassLoader real, String name, byte[] woven) {
    try {
      Class<?> linked = new VerifyingLoader(real, name, woven).loadClass(name);
      linked.getDeclaredMethods(); // links, and so verifies
      return null;
    } catch (VerifyError | ClassFormatError e) {
      return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  @Override
  protected Class<?> findClass(String wanted) throws ClassNotFoundException {
    byte[] classFile = wanted.equals(name) ? woven : read(wanted);
    return defineClass(wanted, classFile, 0, classFile.length);
  }

  private byte[] read(String wanted) throws ClassNotFoundException {
    String resource = wanted.replace('.', '/') + ".class";
    try (InputStream in =
        real == null ? getSystemResourceAsStream(resource) : real.getResourceAsStream(resource)) {
      if (in == null) {
        throw new ClassNotFoundException(wanted);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(wanted, e);
    }
  }
}
