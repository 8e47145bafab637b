package dev.weft.it.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.AbstractList;
import java.util.Comparator;
import java.util.function.Supplier;
import outside.Unwoven;

/** Woven classes through which {@link ForeignCalls} suspends. */
public final class Fixtures {
  /** What {@link Initialised} and {@link Read} run. */
  public static Supplier<Integer> body = () -> 0;

  private Fixtures() {}

  static final class Constructed {
    final int result;

    Constructed(Supplier<Integer> body) {
      result = body.get();
    }
  }

  static class Initialised {
    static final int RESULT = body.get();
  }

  /** Defines {@link Initialised} anew, initialises it and returns its result. */
  static int initialise(Supplier<Integer> during) throws Exception {
    body = during;
    Class<?> fresh =
        Class.forName(
            Initialised.class.getName(), true, new Redefining(Initialised.class.getName()));
    var field = fresh.getDeclaredField("RESULT");
    field.setAccessible(true);
    return field.getInt(null);
  }

  static final class Redefining extends ClassLoader {
    private final String name;

    Redefining(String name) {
      super("redefining", Fixtures.class.getClassLoader());
      this.name = name;
    }

    @Override
    protected Class<?> loadClass(String asked, boolean resolve) throws ClassNotFoundException {
      if (!asked.equals(name)) {
        return super.loadClass(asked, resolve);
      }
      Class<?> known = findLoadedClass(asked);
      return known != null ? known : define();
    }

    private Class<?> define() throws ClassNotFoundException {
      try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  static synchronized int synchronizedStatic(Supplier<Integer> body) {
    return body.get();
  }

  static final class Locked {
    synchronized int inMethod(Supplier<Integer> body) {
      return body.get();
    }

    int inBlock(Supplier<Integer> body) {
      synchronized (this) {
        return body.get();
      }
    }
  }

  static final class Task implements Runnable {
    private final Supplier<Integer> body;
    int result;

    Task(Supplier<Integer> body) {
      this.body = body;
    }

    @Override
    public void run() {
      result = body.get();
    }
  }

  static final class SupplyingList extends AbstractList<Integer> {
    private final Supplier<Integer> body;

    SupplyingList(Supplier<Integer> body) {
      this.body = body;
    }

    @Override
    public Integer get(int index) {
      return body.get();
    }

    @Override
    public int size() {
      return 1;
    }
  }

  static final class Texted {
    private final Supplier<Integer> body;

    Texted(Supplier<Integer> body) {
      this.body = body;
    }

    @Override
    public String toString() {
      return "" + body.get();
    }
  }

  static final class Order implements Comparator<Integer> {
    private final Supplier<Integer> body;
    int result;

    Order(Supplier<Integer> body) {
      this.body = body;
    }

    @Override
    public int compare(Integer a, Integer b) {
      result = body.get();
      return Integer.compare(a, b);
    }
  }

  static final class Read implements Serializable {
    private static final long serialVersionUID = 1L;
    transient int result;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      result = body.get();
    }
  }

  /**
   * A woven method that calls the foreign one that it overrides, which calls the woven one, of the
   * same object, again.
   */
  static final class Counting extends Unwoven {
    private final Supplier<Integer> body;
    int result;

    Counting(Supplier<Integer> body) {
      this.body = body;
    }

    @Override
    public int count(int n) {
      if (n == 0) {
        result = body.get();
      }
      return super.count(n);
    }
  }
}
