package dev.weft.it.support;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Values as text that differs whenever the values do: with their types, and floating-point numbers
 * bit by bit.
 */
final class Rendering {
  private Rendering() {}

  static String of(Object x) {
    if (x == null) {
      return "null";
    }
    if (x instanceof Double d) {
      return "double " + d + " " + Long.toHexString(Double.doubleToRawLongBits(d));
    }
    if (x instanceof Float f) {
      return "float " + f + " " + Integer.toHexString(Float.floatToRawIntBits(f));
    }
    if (x.getClass().isArray()) {
      return x.getClass().getTypeName() + ofArray(x);
    }
    if (x instanceof Collection<?> c) {
      return (x instanceof Set ? "set " : "list ") + ofAll(c);
    }
    if (x instanceof Map<?, ?> m) {
      return "map " + ofAll(m.keySet()) + " to " + ofAll(m.values());
    }
    return x instanceof Throwable t ? t.toString() : x.getClass().getSimpleName() + " " + x;
  }

  private static String ofArray(Object array) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      parts.add(of(Array.get(array, i)));
    }
    return parts.toString();
  }

  private static String ofAll(Collection<?> elements) {
    List<String> parts = new ArrayList<>();
    for (Object element : elements) {
      parts.add(of(element));
    }
    return parts.toString();
  }
}
