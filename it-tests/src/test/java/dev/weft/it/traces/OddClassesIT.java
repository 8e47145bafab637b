package dev.weft.it.traces;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/** Saved callers whose classes have not all that a trace would print, or more of it. */
class OddClassesIT {
  /** Redefined by the loaders below; calls itself through a saved frame. */
  public static final class Odd implements Supplier<Throwable> {
    @Override
    public Throwable get() {
      return below(3);
    }

    private static Throwable below(int depth) {
      Compared.pause();
      return depth > 0 ? below(depth - 1) : new Exception("from an odd class");
    }
  }

  private static final class Loader extends ClassLoader {
    private final Function<byte[], byte[]> change;

    Loader(String name, Function<byte[], byte[]> change) {
      super(name, OddClassesIT.class.getClassLoader());
      this.change = change;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(Odd.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      return known != null ? known : define(name);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] classFile = change.apply(in.readAllBytes());
        return defineClass(name, classFile, 0, classFile.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static void requireSame(Loader loader) throws ReflectiveOperationException {
    var odd =
        (Supplier<Throwable>) loader.loadClass(Odd.class.getName()).getConstructor().newInstance();
    Compared.same(4, odd);
  }

  private static byte[] without(byte[] classFile, int parts) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(classFile).accept(writer, parts);
    return writer.toByteArray();
  }

  @Test
  void withoutLineNumbersAndSourceFile() throws Exception {
    requireSame(new Loader("stripped", bytes -> without(bytes, ClassReader.SKIP_DEBUG)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plugin", "app", "with a space"})
  void ofANamedLoader(String name) throws Exception {
    requireSame(new Loader(name, bytes -> bytes));
  }

  @Test
  void ofALoaderWithoutAName() throws Exception {
    requireSame(new Loader(null, bytes -> bytes));
  }
}
