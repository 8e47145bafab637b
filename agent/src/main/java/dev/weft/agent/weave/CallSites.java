package dev.weft.agent.weave;

import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;

import java.util.Set;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodInsnNode;

/** Which calls may reach woven code, and so suspend. */
final class CallSites {
  /** The methods by which continuations suspend; their others, such as isDone, never do. */
  private static final Set<String> PROTOCOL = Set.of("run", "runThrowing", "yield", "emit");

  private final ClassRules rules;

  CallSites(ClassRules rules) {
    this.rules = rules;
  }

  boolean maySuspend(MethodInsnNode call) {
    if (call.name.equals("<init>")
        || call.owner.charAt(0) == '['
        || Type.getArgumentsAndReturnSizes(call.desc) >> 2 > ClassScan.MOST_ARGUMENT_SLOTS) {
      return false;
    }
    if (ClassRules.speaksProtocol(call.owner)) {
      return PROTOCOL.contains(call.name);
    }
    ClassRules.Kind owner = rules.kindOf(call.owner);
    if (owner == ClassRules.Kind.WOVEN || isHandle(call)) {
      return true;
    }
    return isDispatched(call)
        && (owner == ClassRules.Kind.JDK
            ? JdkTypes.isOverridable(call.owner, call.name, call.desc)
            : !call.owner.startsWith("dev/weft/core/"));
  }

  private static boolean isDispatched(MethodInsnNode call) {
    return call.getOpcode() != INVOKESTATIC && call.getOpcode() != INVOKESPECIAL;
  }

  /** Whether a call invokes a method handle. */
  static boolean isHandle(MethodInsnNode call) {
    return call.owner.equals("java/lang/invoke/MethodHandle")
        && (call.name.equals("invoke") || call.name.equals("invokeExact"));
  }

  boolean isWoven(String owner) {
    return rules.isWoven(owner);
  }
}
