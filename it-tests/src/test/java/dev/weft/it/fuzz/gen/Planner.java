package dev.weft.it.fuzz.gen;

import dev.weft.it.fuzz.gen.MethodModel.Kind;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Decides on a program's classes, fields and methods. */
final class Planner {
  private static final String[][] JDK_METHODS = {
    {"java/util/Comparator", "compare", "(Ljava/lang/Object;Ljava/lang/Object;)I"},
    {"java/util/function/Supplier", "get", "()Ljava/lang/Object;"},
    {"java/util/function/Function", "apply", "(Ljava/lang/Object;)Ljava/lang/Object;"},
    {"java/lang/Runnable", "run", "()V"},
    {"java/util/function/Consumer", "accept", "(Ljava/lang/Object;)V"},
    {"java/util/function/ToLongFunction", "applyAsLong", "(Ljava/lang/Object;)J"},
    {"java/util/function/IntPredicate", "test", "(I)Z"},
    {"java/util/function/DoubleBinaryOperator", "applyAsDouble", "(DD)D"},
    {"java/util/Iterator", "hasNext", "()Z"},
    {"java/util/Iterator", "next", "()Ljava/lang/Object;"},
  };

  private final Rng r;
  private final Features features;
  private final Plan plan;
  private int order;

  private Planner(Rng r, Features features) {
    this.r = r;
    this.features = features;
    this.plan = new Plan(features);
  }

  static Plan plan(Rng r, Features features) {
    Planner planner = new Planner(r, features);
    planner.classes();
    planner.methods();
    return planner.plan;
  }

  private void classes() {
    ClassModel main = add(Types.MAIN, Types.BASE);
    main.interfaces.add("java/util/concurrent/Callable");
    main.interfaces.add("java/lang/AutoCloseable");
    ClassModel helper = add(Types.HELPER, Types.BASE);
    if (features.sub()) {
      add(Types.SUB, Types.HELPER);
    }
    if (features.face()) {
      add(Types.FACE, Types.OBJECT);
      helper.interfaces.add(Types.FACE.getInternalName());
    }
    for (ClassModel each : plan.classes) {
      fields(each);
      each.constructorParams = each.isInterface() ? new Type[0] : params(r.between(1, 4));
      each.constructorSeed = r.next();
    }
  }

  private ClassModel add(Type type, Type superType) {
    int version =
        features.mixedVersions() ? r.between(Opcodes.V1_4, Opcodes.V17) : features.version();
    if (features.lambdas()) {
      version = Math.max(version, Opcodes.V1_8);
    }
    if (features.concat()) {
      version = Math.max(version, Opcodes.V9);
    }
    ClassModel model = new ClassModel(type, superType, version);
    plan.classes.add(model);
    return model;
  }

  private void fields(ClassModel of) {
    if (of.isInterface()) {
      return;
    }
    String prefix = of.type.equals(Types.MAIN) ? "m" : of.type.equals(Types.HELPER) ? "h" : "s";
    for (int i = r.between(2, 5); i > 0; i--) {
      of.fields.add(
          new ClassModel.FieldModel(
              of.type, prefix + i, plan.randomDeclaredType(r), r.percent(50)));
    }
  }

  private Type[] params(int count) {
    Type[] params = new Type[count];
    for (int i = 0; i < count; i++) {
      params[i] = plan.randomDeclaredType(r);
    }
    return params;
  }

  // ---- methods

  private void methods() {
    addMethod(Types.MAIN, "call", Kind.ENTRY, null, new Type[0], Types.OBJECT);
    for (int i = 0; i < features.methods(); i++) {
      randomMethod(i);
    }
    jdkMethods();
    faceMethods();
    overrides();
    for (int i = 0; features.lambdas() && i < 2; i++) {
      lambda(i);
    }
  }

  private void addMethod(Type owner, String name, Kind kind, String jdk, Type[] params, Type ret) {
    boolean locked =
        features.pinning() && !owner.equals(Types.FACE) && kind != Kind.ENTRY && r.percent(5);
    MethodModel method =
        new MethodModel(owner, name, kind, order++, jdk, params, ret, 0, locked, r.next());
    plan.methods.add(method);
    plan.classOf(owner).methods.add(method);
  }

  private void randomMethod(int index) {
    Type owner = r.pickOf(Types.MAIN, Types.MAIN, Types.HELPER, Types.HELPER, Types.SUB);
    if (owner.equals(Types.SUB) && !features.sub()) {
      owner = Types.MAIN;
    }
    Kind kind = r.pickOf(Kind.STATIC, Kind.STATIC, Kind.VIRTUAL, Kind.VIRTUAL, Kind.PRIVATE);
    Type[] params = params(r.percent(10) ? r.between(5, 10) : r.below(5));
    addMethod(owner, "m" + index, kind, null, params, returned());
  }

  private Type returned() {
    return r.percent(15) ? Type.VOID_TYPE : plan.randomDeclaredType(r);
  }

  private void jdkMethods() {
    ClassModel helper = plan.classOf(Types.HELPER);
    for (String[] each : JDK_METHODS) {
      boolean iterator = each[0].equals("java/util/Iterator");
      boolean wanted =
          iterator && helper.interfaces.contains(each[0])
              || r.percent(features.pinning() ? 30 : 12);
      if (!wanted || each[1].equals("next") && !helper.interfaces.contains(each[0])) {
        continue;
      }
      if (!helper.interfaces.contains(each[0])) {
        helper.interfaces.add(each[0]);
      }
      addMethod(
          Types.HELPER,
          each[1],
          Kind.JDK,
          each[0],
          Type.getArgumentTypes(each[2]),
          Type.getReturnType(each[2]));
    }
    if (helper.interfaces.contains("java/util/Iterator")
        && plan.methods.stream().noneMatch(m -> m.name().equals("next"))) {
      addMethod(Types.HELPER, "next", Kind.JDK, "java/util/Iterator", new Type[0], Types.OBJECT);
    }
  }

  private void faceMethods() {
    if (!features.face()) {
      return;
    }
    boolean defaults = plan.classOf(Types.FACE).version >= Opcodes.V1_8;
    for (int i = r.between(1, 3); i > 0; i--) {
      Type[] params = params(r.below(4));
      Type ret = returned();
      if (defaults && r.percent(50)) {
        addMethod(
            Types.FACE, "f" + i, r.percent(70) ? Kind.DEFAULT : Kind.STATIC, null, params, ret);
      } else {
        addMethod(Types.FACE, "f" + i, Kind.ABSTRACT, null, params, ret);
        addMethod(Types.HELPER, "f" + i, Kind.VIRTUAL, null, params, ret);
      }
    }
  }

  private void overrides() {
    if (!features.sub()) {
      return;
    }
    List<MethodModel> inherited = new ArrayList<>(plan.classOf(Types.HELPER).methods);
    for (MethodModel method : inherited) {
      boolean overridable = method.kind() == Kind.VIRTUAL || method.kind() == Kind.JDK;
      if (overridable && r.percent(40)) {
        addMethod(Types.SUB, method.name(), Kind.VIRTUAL, null, method.params(), method.ret());
      }
    }
  }

  private void lambda(int index) {
    String[] jdk = JDK_METHODS[r.below(8)];
    Type owner = r.pickOf(Types.MAIN, Types.HELPER);
    Type[] own = Type.getArgumentTypes(jdk[2]);
    Type[] captured = params(r.below(4));
    Type[] all = new Type[captured.length + own.length];
    System.arraycopy(captured, 0, all, 0, captured.length);
    System.arraycopy(own, 0, all, captured.length, own.length);
    MethodModel body =
        new MethodModel(
            owner,
            "lambda$" + index + "$" + jdk[1],
            Kind.LAMBDA,
            order++,
            jdk[0],
            all,
            Type.getReturnType(jdk[2]),
            captured.length,
            false,
            r.next());
    plan.classOf(owner).methods.add(body);
  }
}
