package dev.weft.it.fuzz.gen;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Type;

/** A class of a generated program: all but the bodies of its methods. */
final class ClassModel {
  final Type type;
  final Type superType;
  final int version;
  final List<String> interfaces = new ArrayList<>();
  final List<FieldModel> fields = new ArrayList<>();
  final List<MethodModel> methods = new ArrayList<>();

  /** Of the constructor that takes arguments; the other takes none. */
  Type[] constructorParams = new Type[0];

  long constructorSeed;

  /** A field of a generated class; an instance field that is a reference starts as null. */
  record FieldModel(Type owner, String name, Type type, boolean isStatic) {}

  ClassModel(Type type, Type superType, int version) {
    this.type = type;
    this.superType = superType;
    this.version = version;
  }

  boolean isInterface() {
    return type.equals(Types.FACE);
  }

  /**
   * The last version whose classes need no stack maps is that of Java 5; Java 6 may fall back on
   * inference.
   */
  boolean hasFrames() {
    return version >= 50;
  }
}
