package dev.weft.it.fuzz.gen;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A method of a generated program, known before any body is generated.
 *
 * @param order calls go mostly to methods of a higher order, so that few programs recurse
 * @param jdk the JDK interface that declares it, or null
 * @param params as declared; for a lambda's body the captured values come first
 * @param captured how many of a lambda's parameters are captured
 */
record MethodModel(
    Type owner,
    String name,
    Kind kind,
    int order,
    String jdk,
    Type[] params,
    Type ret,
    int captured,
    boolean locked,
    long seed) {
  enum Kind {
    STATIC,
    VIRTUAL,
    PRIVATE,
    DEFAULT,
    ABSTRACT,
    JDK,
    LAMBDA,
    ENTRY
  }

  boolean isStatic() {
    return kind == Kind.STATIC || kind == Kind.LAMBDA;
  }

  String descriptor() {
    return Type.getMethodDescriptor(ret, params);
  }

  int access() {
    int synchronised = locked ? Opcodes.ACC_SYNCHRONIZED : 0;
    return synchronised
        | switch (kind) {
          case STATIC -> Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
          case LAMBDA -> Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
          case PRIVATE -> Opcodes.ACC_PRIVATE;
          case ABSTRACT -> Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT;
          case VIRTUAL, DEFAULT, JDK, ENTRY -> Opcodes.ACC_PUBLIC;
        };
  }
}
