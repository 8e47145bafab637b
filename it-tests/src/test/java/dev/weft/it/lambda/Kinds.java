package dev.weft.it.lambda;

import dev.weft.it.lambda.elsewhere.Guarded;
import dev.weft.it.support.Probe;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every kind of method that can be behind a lambda; all take a probe, and all but the constructor
 * suspend.
 */
final class Kinds extends Guarded implements Greeter {
  static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  static final MethodType TEXT = MethodType.methodType(String.class, Probe.class);

  final String built;

  Kinds(Probe p) {
    built = "built" + p.suspendPoints();
  }

  @Override
  public int number(Probe p) {
    return p.suspend(2);
  }

  @Override
  public String greet(Probe p) {
    return "own " + Greeter.super.greet(p);
  }

  private char own(Probe p) {
    return p.suspend("c").charAt(0);
  }

  static void nothing(Probe p) {
    p.log(p.suspend("nothing"));
  }

  @Override
  public String toString() {
    return built;
  }

  /** A handle for each kind; those that need one take the receiver first. */
  static Map<String, MethodHandle> handles() throws ReflectiveOperationException {
    Map<String, MethodHandle> all = new LinkedHashMap<>();
    all.put("static", LOOKUP.findStatic(Kinds.class, "nothing", TEXT.changeReturnType(void.class)));
    all.put(
        "static of an interface",
        LOOKUP.findStatic(Greeter.class, "count", TEXT.changeReturnType(Integer.class)));
    all.put(
        "static, protected elsewhere",
        LOOKUP.findStatic(Guarded.class, "guardedStatic", TEXT.changeReturnType(long.class)));
    all.put("virtual", LOOKUP.findVirtual(Kinds.class, "number", TEXT.changeReturnType(int.class)));
    all.put(
        "virtual, by the super class",
        LOOKUP.findVirtual(Guarded.class, "number", TEXT.changeReturnType(int.class)));
    all.put("virtual, protected elsewhere", LOOKUP.findVirtual(Kinds.class, "guarded", TEXT));
    all.put("interface", LOOKUP.findVirtual(Greeter.class, "greet", TEXT));
    all.put("private", LOOKUP.findVirtual(Kinds.class, "own", TEXT.changeReturnType(char.class)));
    all.put(
        "private, special",
        LOOKUP.findSpecial(Kinds.class, "own", TEXT.changeReturnType(char.class), Kinds.class));
    all.put(
        "super, special",
        LOOKUP.findSpecial(Guarded.class, "number", TEXT.changeReturnType(int.class), Kinds.class));
    all.put(
        "constructor",
        LOOKUP.findConstructor(Kinds.class, MethodType.methodType(void.class, Probe.class)));
    return all;
  }
}
