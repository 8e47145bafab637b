package dev.weft.it.fuzz.gen;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Type;

/** All of a program but its bodies. */
final class Plan {
  final Features features;
  final List<ClassModel> classes = new ArrayList<>();

  /** Without lambdas' bodies, which only their own class links to. */
  final List<MethodModel> methods = new ArrayList<>();

  Plan(Features features) {
    this.features = features;
  }

  ClassModel classOf(Type type) {
    return classes.stream().filter(c -> c.type.equals(type)).findFirst().orElseThrow();
  }

  /** The types that locals, parameters, fields and results have. */
  Type randomType(Rng r) {
    int choice = r.below(20);
    if (choice < 10) {
      return r.pick(Types.PRIMITIVES);
    }
    if (choice < 14) {
      return r.pickOf(Types.STRING, Types.OBJECT, Types.STRING, Types.INTEGER);
    }
    return choice < 16 ? r.pick(Types.ARRAYS) : randomClassType(r);
  }

  Type randomClassType(Rng r) {
    Type type = r.pickOf(Types.MAIN, Types.HELPER, Types.HELPER, Types.SUB, Types.FACE);
    return type.equals(Types.SUB) && !features.sub() || type.equals(Types.FACE) && !features.face()
        ? Types.HELPER
        : type;
  }

  /** Like {@link #randomType}, with the types that only declarations have. */
  Type randomDeclaredType(Rng r) {
    return r.percent(15) ? r.pick(Types.SMALL) : randomType(r);
  }
}
