package dev.weft.agent.stub;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of code that name offsets in it. One class each, chosen by a virtual call, also so
 * that the JIT, to which this is hot code of a start, compiles them one by one and not all of them
 * into each of their callers.
 */
enum CodeAttribute {
  /** {@code u2 count {u2 start u2 line}} */
  LINES {
    @Override
    void copy(ClassFile file, Insertions insertions, int from, Bytes out) {
      int count = file.u2(from);
      out.u2(count);
      for (int i = 0, at = from + 2; i < count; i++, at += 4) {
        out.u2(insertions.moved(file.u2(at))).u2(file.u2(at + 2));
      }
    }
  },

  /** {@code u2 count {u2 start u2 length u2 name u2 type u2 local}} */
  VARIABLES {
    @Override
    void copy(ClassFile file, Insertions insertions, int from, Bytes out) {
      int count = file.u2(from);
      out.u2(count);
      for (int i = 0, at = from + 2; i < count; i++, at += 10) {
        copyRange(file, insertions, at, out);
        out.copy(file.bytes, at + 4, at + 10);
      }
    }
  },

  STACK_MAPS {
    @Override
    void copy(ClassFile file, Insertions insertions, int from, Bytes out)
        throws UnusualClassException {
      new StackMaps(file, insertions, out).copy(from);
    }
  },

  TYPE_ANNOTATIONS {
    @Override
    void copy(ClassFile file, Insertions insertions, int from, Bytes out)
        throws UnusualClassException {
      new TypeAnnotations(file, insertions, out).copy(from);
    }
  };

  static final String STACK_MAP_TABLE = "StackMapTable";

  private static final Map<String, CodeAttribute> BY_NAME =
      Map.of(
          "LineNumberTable",
          LINES,
          "LocalVariableTable",
          VARIABLES,
          "LocalVariableTypeTable",
          VARIABLES,
          STACK_MAP_TABLE,
          STACK_MAPS,
          "RuntimeVisibleTypeAnnotations",
          TYPE_ANNOTATIONS,
          "RuntimeInvisibleTypeAnnotations",
          TYPE_ANNOTATIONS);

  static @Nullable CodeAttribute named(String name) {
    return BY_NAME.get(name);
  }

  /**
   * Writes the content of such an attribute with moved offsets.
   *
   * @param from where it begins
   */
  abstract void copy(ClassFile file, Insertions insertions, int from, Bytes out)
      throws UnusualClassException;

  /** {@code u2 start u2 length} */
  static void copyRange(ClassFile file, Insertions insertions, int at, Bytes out) {
    int start = file.u2(at);
    int moved = insertions.moved(start);
    out.u2(moved).u2(insertions.moved(start + file.u2(at + 2)) - moved);
  }
}
