package dev.weft.it.fuzz.gen;

import dev.weft.it.fuzz.gen.MethodModel.Kind;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Calls: of generated methods in every way the JVM has, of the probe, of lambdas, and of JDK
 * methods that call back.
 */
final class Calls {
  private static final Handle LAMBDA_FACTORY =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          "java/lang/invoke/LambdaMetafactory",
          "metafactory",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodType;"
              + "Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;",
          false);

  private final Body body;
  private final Code code;

  Calls(Body body) {
    this.body = body;
    this.code = body.code;
  }

  // ---- of generated methods

  /**
   * Calls a method whose result may stand for {@code type} and leaves it on the stack; false if
   * there is none.
   */
  boolean returning(Type type, Rng r, int depth) {
    List<MethodModel> fitting =
        body.plan.methods.stream().filter(m -> isCallable(m) && fits(m, type)).toList();
    if (fitting.isEmpty()) {
      return false;
    }
    int own = body.method.order();
    List<MethodModel> later = fitting.stream().filter(m -> m.order() > own).toList();
    call(r.pick(later.isEmpty() || r.percent(12) ? fitting : later), r, depth);
    return true;
  }

  private static boolean fits(MethodModel method, Type type) {
    Type ret = Types.onStack(method.ret());
    return type.getSort() == Type.VOID ? ret.equals(type) : Types.isAssignable(ret, type);
  }

  private boolean isCallable(MethodModel method) {
    return switch (method.kind()) {
      case ENTRY, LAMBDA -> false;
      case PRIVATE -> method.owner().equals(body.method.owner());
      case STATIC -> !isInterface(method) || body.owner.version >= Opcodes.V1_8;
      default -> true;
    };
  }

  private boolean isInterface(MethodModel method) {
    return method.owner().equals(Types.FACE);
  }

  void call(MethodModel callee, Rng r, int depth) {
    if (isSuperCall(callee) && r.percent(50)) {
      code.load(code.locals.get(0));
      arguments(callee, r, depth);
      code.invoke(
          Opcodes.INVOKESPECIAL,
          callee.owner().getInternalName(),
          callee.name(),
          callee.descriptor(),
          false);
      return;
    }
    if (callee.jdk() != null && r.percent(70)) {
      throughJdk(callee, r, depth);
      return;
    }
    if (!callee.isStatic()) {
      receiver(callee.owner(), r, depth);
    }
    arguments(callee, r, depth);
    code.invoke(
        opcode(callee, r),
        callee.owner().getInternalName(),
        callee.name(),
        callee.descriptor(),
        isInterface(callee));
  }

  private boolean isSuperCall(MethodModel callee) {
    boolean inherited = callee.kind() == Kind.VIRTUAL || callee.kind() == Kind.JDK;
    return inherited
        && body.isInstance()
        && body.method.owner().equals(Types.SUB)
        && callee.owner().equals(Types.HELPER);
  }

  private int opcode(MethodModel callee, Rng r) {
    return switch (callee.kind()) {
      case STATIC -> Opcodes.INVOKESTATIC;
      case PRIVATE ->
          body.owner.version >= Opcodes.V11 && r.percent(50)
              ? Opcodes.INVOKEVIRTUAL
              : Opcodes.INVOKESPECIAL;
      case ABSTRACT, DEFAULT -> Opcodes.INVOKEINTERFACE;
      default -> Opcodes.INVOKEVIRTUAL;
    };
  }

  private void receiver(Type owner, Rng r, int depth) {
    if (body.isInstance() && Types.isAssignable(body.method.owner(), owner) && r.percent(50)) {
      code.load(code.locals.get(0));
    } else {
      body.expressions.value(owner, r, depth - 1);
    }
  }

  private void arguments(MethodModel callee, Rng r, int depth) {
    for (Type param : callee.params()) {
      body.expressions.declared(param, r, depth - 1);
    }
  }

  private void throughJdk(MethodModel callee, Rng r, int depth) {
    receiver(Types.HELPER, r, depth);
    arguments(callee, r, depth);
    code.invoke(Opcodes.INVOKEINTERFACE, callee.jdk(), callee.name(), callee.descriptor(), true);
  }

  // ---- of the probe

  /** Passes the value on the top through a method that traces it, suspends and returns it. */
  void pass(Rng r) {
    Type type = code.top();
    Type passed = Types.isRef(type) ? Types.OBJECT : type;
    if (r.percent(30)) {
      throughInstance(type, passed);
    } else {
      code.invokeStatic(Types.PROBE, "pass", Type.getMethodDescriptor(passed, passed));
    }
    if (Types.isRef(type) && !type.equals(Types.OBJECT) && type != Types.NULL) {
      code.typeInsn(Opcodes.CHECKCAST, type, 1, type);
    } else {
      code.pop(1);
      code.push(type);
    }
  }

  /**
   * The same as an instance method of the class that all generated ones extend, its receiver pushed
   * below the value.
   */
  private void throughInstance(Type type, Type passed) {
    code.field(Opcodes.GETSTATIC, Types.PROBE, "shared", Types.OBJECT);
    code.typeInsn(Opcodes.CHECKCAST, Types.BASE, 1, Types.BASE);
    if (type.getSize() == 1) {
      code.mv.visitInsn(Opcodes.SWAP);
    } else {
      code.mv.visitInsn(Opcodes.DUP_X2);
      code.mv.visitInsn(Opcodes.POP);
    }
    code.invoke(
        Opcodes.INVOKEVIRTUAL,
        Types.BASE.getInternalName(),
        "pass",
        Type.getMethodDescriptor(passed, passed),
        false);
  }

  void suspend() {
    code.invokeStatic(Types.PROBE, "suspend", "()V");
  }

  /** A method with two-word arguments between one-word ones. */
  void wide(Rng r, int depth) {
    for (Type type :
        new Type[] {Type.LONG_TYPE, Type.INT_TYPE, Type.DOUBLE_TYPE, Type.FLOAT_TYPE}) {
      body.expressions.value(type, r, depth - 1);
    }
    body.expressions.value(Types.OBJECT, r, depth - 1);
    code.invokeStatic(Types.PROBE, "wide", "(JIDFLjava/lang/Object;)J");
  }

  // ---- of lambdas

  /** Makes a lambda of this class, calls it and traces the result; false if there is none. */
  boolean lambda(Rng r, int depth) {
    List<MethodModel> lambdas =
        body.owner.methods.stream()
            .filter(m -> m.kind() == Kind.LAMBDA && m.order() > body.method.order())
            .toList();
    if (lambdas.isEmpty()) {
      return false;
    }
    MethodModel lambda = r.pick(lambdas);
    capture(lambda, r, depth);
    Type[] own = ownParams(lambda);
    for (Type param : own) {
      body.expressions.declared(param, r, depth - 1);
    }
    String name = lambda.name().substring(lambda.name().lastIndexOf('$') + 1);
    code.invoke(
        Opcodes.INVOKEINTERFACE,
        lambda.jdk(),
        name,
        Type.getMethodDescriptor(lambda.ret(), own),
        true);
    if (lambda.ret().getSort() != Type.VOID) {
      body.traceTop();
    }
    return true;
  }

  private static Type[] ownParams(MethodModel lambda) {
    return java.util.Arrays.copyOfRange(lambda.params(), lambda.captured(), lambda.params().length);
  }

  private void capture(MethodModel lambda, Rng r, int depth) {
    Type[] captured = java.util.Arrays.copyOf(lambda.params(), lambda.captured());
    for (Type each : captured) {
      body.expressions.declared(each, r, depth - 1);
    }
    Type face = Type.getObjectType(lambda.jdk());
    Type erased = Type.getMethodType(lambda.ret(), ownParams(lambda));
    Handle target =
        new Handle(
            Opcodes.H_INVOKESTATIC,
            lambda.owner().getInternalName(),
            lambda.name(),
            lambda.descriptor(),
            false);
    String name = lambda.name().substring(lambda.name().lastIndexOf('$') + 1);
    code.mv.visitInvokeDynamicInsn(
        name, Type.getMethodDescriptor(face, captured), LAMBDA_FACTORY, erased, target, erased);
    code.pop(captured.length);
    code.push(face);
  }

  // ---- of JDK methods that call back: a foreign frame

  void foreign(Rng r, int depth) {
    List<MethodModel> callbacks =
        body.plan.methods.stream()
            .filter(
                m ->
                    m.kind() == Kind.JDK
                        && (m.jdk().endsWith("Comparator") || m.jdk().endsWith("/Consumer")))
            .toList();
    if (callbacks.isEmpty()) {
      suspend();
      return;
    }
    boolean sorts = r.pick(callbacks).jdk().endsWith("Comparator");
    body.expressions.value(Types.OBJECTS, r, depth - 1);
    if (sorts) {
      receiver(Types.HELPER, r, depth);
      code.invokeStatic("java/util/Arrays", "sort", "([Ljava/lang/Object;Ljava/util/Comparator;)V");
    } else {
      code.invokeStatic("java/util/Arrays", "asList", "([Ljava/lang/Object;)Ljava/util/List;");
      receiver(Types.HELPER, r, depth);
      code.invoke(
          Opcodes.INVOKEINTERFACE,
          "java/util/List",
          "forEach",
          "(Ljava/util/function/Consumer;)V",
          true);
    }
  }
}
