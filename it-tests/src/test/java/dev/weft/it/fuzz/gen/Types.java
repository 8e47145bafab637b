package dev.weft.it.fuzz.gen;

import java.util.List;
import org.objectweb.asm.Type;

/** The types of generated programs. On the operand stack boolean, byte, char and short are int. */
final class Types {
  /**
   * Every generated class has a name in this package, as long as the one that replaces it in the
   * woven copy.
   */
  static final String PACKAGE = "dev/weft/un/woven/";

  static final String PROBE = "dev/weft/it/fuzz/FuzzProbe";
  static final String FAILURE = "dev/weft/it/fuzz/FuzzException";
  static final String CHECKED = "dev/weft/it/fuzz/FuzzChecked";
  static final String ERROR = "dev/weft/it/fuzz/FuzzError";

  static final Type OBJECT = Type.getObjectType("java/lang/Object");
  static final Type STRING = Type.getObjectType("java/lang/String");
  static final Type INTEGER = Type.getObjectType("java/lang/Integer");
  static final Type THROWABLE = Type.getObjectType("java/lang/Throwable");
  static final Type BASE = Type.getObjectType(PACKAGE + "Base");
  static final Type MAIN = Type.getObjectType(PACKAGE + "Main");
  static final Type HELPER = Type.getObjectType(PACKAGE + "Helper");
  static final Type SUB = Type.getObjectType(PACKAGE + "Sub");
  static final Type FACE = Type.getObjectType(PACKAGE + "Face");
  static final Type INTS = Type.getType("[I");
  static final Type LONGS = Type.getType("[J");
  static final Type DOUBLES = Type.getType("[D");
  static final Type FLOATS = Type.getType("[F");
  static final Type BYTES = Type.getType("[B");
  static final Type STRINGS = Type.getType("[Ljava/lang/String;");
  static final Type OBJECTS = Type.getType("[Ljava/lang/Object;");
  static final Type MATRIX = Type.getType("[[I");

  /** Of a local that has only ever been null; it may be read as any reference. */
  static final Type NULL = Type.getObjectType("?null");

  /** Of a reference to an object whose constructor has not been called. */
  static final Type RAW = Type.getObjectType("?raw");

  static final List<Type> PRIMITIVES =
      List.of(Type.INT_TYPE, Type.LONG_TYPE, Type.FLOAT_TYPE, Type.DOUBLE_TYPE);
  static final List<Type> SMALL =
      List.of(Type.BOOLEAN_TYPE, Type.BYTE_TYPE, Type.CHAR_TYPE, Type.SHORT_TYPE);
  static final List<Type> ARRAYS =
      List.of(INTS, LONGS, DOUBLES, FLOATS, BYTES, STRINGS, OBJECTS, MATRIX);

  private Types() {}

  static boolean isRef(Type type) {
    return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
  }

  static boolean isArray(Type type) {
    return type.getSort() == Type.ARRAY;
  }

  static boolean isGenerated(Type type) {
    return type.equals(MAIN) || type.equals(HELPER) || type.equals(SUB);
  }

  static Type onStack(Type type) {
    return SMALL.contains(type) ? Type.INT_TYPE : type;
  }

  static Type element(Type array) {
    return Type.getType(array.getDescriptor().substring(1));
  }

  /**
   * Whether a value of one type may stand where another is asked for, both as they are on the
   * stack.
   */
  static boolean isAssignable(Type from, Type to) {
    if (from.equals(to)) {
      return true;
    }
    if (!isRef(from) || !isRef(to) || from == RAW) {
      return false;
    }
    return from == NULL
        || to.equals(OBJECT)
        || isSubclass(from, to)
        || from.equals(STRINGS) && to.equals(OBJECTS);
  }

  private static boolean isSubclass(Type from, Type to) {
    if (to.equals(BASE)) {
      return isGenerated(from);
    }
    if (to.equals(FACE)) {
      return from.equals(HELPER) || from.equals(SUB);
    }
    return to.equals(HELPER) && from.equals(SUB);
  }

  /** The superclass that merging stack map frames needs; interfaces count as Object there. */
  static String commonSuper(String a, String b) {
    Type first = Type.getObjectType(a);
    Type second = Type.getObjectType(b);
    for (Type common : List.of(HELPER, BASE)) {
      if (isSubclassOrSame(first, common) && isSubclassOrSame(second, common)) {
        return common.getInternalName();
      }
    }
    return OBJECT.getInternalName();
  }

  private static boolean isSubclassOrSame(Type type, Type of) {
    return type.equals(of) || isSubclass(type, of);
  }
}
