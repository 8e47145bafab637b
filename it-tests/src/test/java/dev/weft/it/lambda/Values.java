package dev.weft.it.lambda;

import java.util.Random;

/** Values of the types that {@link Signature} uses. */
final class Values {
  private static final String[] TEXTS = {"", "a", "text"};

  private Values() {}

  /**
   * A value that may stand where {@code type} is declared; now and then null where that is
   * possible.
   */
  static Object of(Class<?> type, Random random) {
    if (!type.isPrimitive() && random.nextInt(8) == 0) {
      return null;
    }
    int n = random.nextInt(7) - 3;
    if (type == boolean.class || type == Boolean.class) {
      return n > 0;
    }
    if (type == char.class || type == Character.class) {
      return (char) ('a' + random.nextInt(26));
    }
    if (type == CharSequence.class || type == String.class) {
      return TEXTS[random.nextInt(TEXTS.length)];
    }
    return type == int[].class ? new int[] {n} : number(type, n, random);
  }

  /** For the wider types any number at all, and now and then a text. */
  private static Object number(Class<?> type, int n, Random random) {
    if (type == byte.class || type == Byte.class) {
      return (byte) n;
    }
    if (type == short.class || type == Short.class) {
      return (short) (n * 1000);
    }
    if (type == long.class || type == Long.class) {
      return n * (1L << 40);
    }
    if (type == float.class || type == Float.class) {
      return n == 0 ? -0.0f : n / 4f;
    }
    if (type == double.class || type == Double.class) {
      return n == 0 ? Double.NaN : n / 8d;
    }
    boolean isText =
        type != int.class
            && type != Integer.class
            && type != Number.class
            && random.nextInt(3) == 0;
    return isText ? (Object) ("n" + n) : (Object) (n * 100_000);
  }
}
