package dev.weft.it.fuzz;

import java.util.Arrays;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Numbers that stand for references, the same whether the program's classes are the plain or the
 * woven ones.
 */
final class Values {
  /** Exceptions of the JVM whose messages name classes or locals. */
  private static final Set<String> UNSTABLE_MESSAGES =
      Set.of(
          "java.lang.NullPointerException",
          "java.lang.ClassCastException",
          "java.lang.ArrayStoreException");

  private Values() {}

  static long describe(Object v) {
    if (v == null) {
      return 17;
    }
    if (v instanceof IntSupplier object) {
      return 31L * object.getAsInt() + simpleName(v).hashCode();
    }
    if (v instanceof Throwable thrown) {
      return describeThrown(thrown).hashCode();
    }
    if (v instanceof String || v instanceof Number) {
      return v.hashCode();
    }
    return v.getClass().isArray() ? describeArray(v) : simpleName(v).hashCode();
  }

  static String describeThrown(Throwable t) {
    String name = t.getClass().getName();
    return UNSTABLE_MESSAGES.contains(name) ? name : name + ": " + t.getMessage();
  }

  private static String simpleName(Object v) {
    String name = v.getClass().getName();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static long describeArray(Object v) {
    if (v instanceof int[] ints) {
      return Arrays.hashCode(ints);
    } else if (v instanceof long[] longs) {
      return Arrays.hashCode(longs);
    } else if (v instanceof double[] doubles) {
      return Arrays.hashCode(doubles);
    } else if (v instanceof float[] floats) {
      return Arrays.hashCode(floats);
    } else if (v instanceof byte[] bytes) {
      return Arrays.hashCode(bytes);
    }
    return describeElements((Object[]) v);
  }

  /** One level deep: an array may hold itself. */
  private static long describeElements(Object[] v) {
    long hash = v.length;
    for (Object element : v) {
      boolean nested = element instanceof Object[];
      hash = hash * 31 + (nested ? ((Object[]) element).length : describe(element));
    }
    return hash;
  }
}
