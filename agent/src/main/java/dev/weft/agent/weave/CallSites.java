package dev.weft.agent.weave;

import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;

import java.util.Set;
import org.objectweb.asm.tree.MethodInsnNode;

/** Classifies calls: how, if at all, the caller announces them. */
final class CallSites {
  /** How a call is announced. */
  enum Kind {
    /** Not at all: the callee, if it is woven, takes its caller for a foreign one. */
    FOREIGN,
    /** By token: whatever the call reaches is woven or clears the link. */
    DIRECT,
    /**
     * By token and receiver: foreign code may stand between, and only the receiver's own method may
     * take the token.
     */
    BY_RECEIVER,
    /** By the token of the method that a method handle leads to, if it leads straight to one. */
    HANDLE
  }

  private static final String JAVA_LANG = "java/lang/";

  /**
   * Classes of java.lang whose methods call nothing of an application's when given strings and
   * primitives.
   */
  private static final Set<String> CLOSED =
      Set.of(
          "java/lang/String",
          "java/lang/StringBuilder",
          "java/lang/StringBuffer",
          "java/lang/Math",
          "java/lang/StrictMath",
          "java/lang/Integer",
          "java/lang/Long",
          "java/lang/Character",
          "java/lang/Boolean",
          "java/lang/Byte",
          "java/lang/Short",
          "java/lang/Float",
          "java/lang/Double",
          "java/lang/System");

  /** The methods by which those classes suspend; their others, such as isDone, never do. */
  private static final Set<String> PROTOCOL = Set.of("run", "runThrowing", "yield", "emit");

  private final ClassRules rules;

  CallSites(ClassRules rules) {
    this.rules = rules;
  }

  Kind classify(MethodInsnNode call) {
    Kind kind = classifyQuickly(call, rules.kindOf(call.owner));
    return kind == Kind.BY_RECEIVER
            && ClassRules.isJdk(call.owner)
            && !JdkTypes.isOverridable(call.owner, call.name, call.desc)
        ? Kind.FOREIGN
        : kind;
  }

  /**
   * What {@link #classify} answers, but that it says by receiver of some foreign calls: it asks no
   * class of the JDK.
   *
   * @param owner what the owner of the callee is
   */
  static Kind classifyQuickly(MethodInsnNode call, ClassRules.Kind owner) {
    if (call.name.equals("<init>") || call.owner.charAt(0) == '[') {
      return Kind.FOREIGN;
    }
    if (call.owner.equals("java/lang/invoke/MethodHandle") && call.name.startsWith("invoke")) {
      boolean isPolymorphic = call.name.equals("invoke") || call.name.equals("invokeExact");
      return isPolymorphic ? Kind.HANDLE : Kind.FOREIGN;
    }
    if (ClassRules.speaksProtocol(call.owner) && !PROTOCOL.contains(call.name)) {
      return Kind.FOREIGN;
    }
    boolean isDispatched = call.getOpcode() != INVOKESTATIC && call.getOpcode() != INVOKESPECIAL;
    if (owner == ClassRules.Kind.JDK) {
      return isDispatched && JdkTypes.mayBeOverridable(call.owner, call.name)
          ? Kind.BY_RECEIVER
          : Kind.FOREIGN;
    }
    if (owner != ClassRules.Kind.WOVEN) {
      return isDispatched && !call.owner.startsWith("dev/weft/core/")
          ? Kind.BY_RECEIVER
          : Kind.FOREIGN;
    }
    return call.getOpcode() == INVOKEINTERFACE ? Kind.BY_RECEIVER : Kind.DIRECT;
  }

  ClassRules.Kind kindOf(String owner) {
    return rules.kindOf(owner);
  }

  /** Whether a foreign call surely does not call back into application code. */
  static boolean isClosed(MethodInsnNode call) {
    if (!call.owner.startsWith(JAVA_LANG)) {
      return call.owner.startsWith("dev/weft/core/");
    }
    if (call.owner.equals("java/lang/Object")) {
      return call.name.equals("<init>") || call.name.equals("getClass");
    }
    return CLOSED.contains(call.owner)
        && !call.desc.contains("Ljava/lang/Object;")
        && !call.desc.contains("Ljava/lang/CharSequence;")
        && !call.desc.contains("Ljava/lang/Iterable;")
        && !call.desc.contains("java/util/");
  }
}
