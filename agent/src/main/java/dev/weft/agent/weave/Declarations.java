package dev.weft.agent.weave;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Who declares the method that a call names. A woven class may inherit it from one that is never
 * woven, of the JDK say, whose code neither takes the caller's token nor clears it: it would hand
 * the token on to a method of the same name that it delegates to.
 */
final class Declarations {
  private final ClassRules rules;
  private final ClassHierarchy hierarchy;
  private final String own;
  private final @Nullable String ownSuper;
  private final Set<String> ownMethods;

  /**
   * @param own the class that is being woven, whose class file need not be a resource
   * @param ownMethods name and descriptor of its methods
   */
  Declarations(
      ClassRules rules,
      ClassHierarchy hierarchy,
      String own,
      @Nullable String ownSuper,
      Set<String> ownMethods) {
    this.rules = rules;
    this.hierarchy = hierarchy;
    this.own = own;
    this.ownSuper = ownSuper;
    this.ownMethods = ownMethods;
  }

  /** How a call whose owner is woven can be announced. */
  CallSites.Kind kindOf(MethodInsnNode call) {
    boolean isDispatched =
        call.getOpcode() != Opcodes.INVOKESTATIC && call.getOpcode() != Opcodes.INVOKESPECIAL;
    try {
      if (isInTheFamily(call)) {
        return CallSites.Kind.DIRECT;
      }
      return isDispatched ? CallSites.Kind.BY_RECEIVER : CallSites.Kind.FOREIGN;
    } catch (CannotWeaveException unreadable) {
      return isDispatched ? CallSites.Kind.BY_RECEIVER : CallSites.Kind.DIRECT;
    }
  }

  /** Whether a class that is woven, or clears the link, declares the method. */
  private boolean isInTheFamily(MethodInsnNode call) {
    String method = call.name + call.desc;
    for (String type = call.owner; type != null; type = superOf(type)) {
      if (ClassRules.isRuntime(type)) {
        return true;
      }
      if (!rules.kindOf(type).isTouched()) {
        return false;
      }
      if (type.equals(own) ? ownMethods.contains(method) : hierarchy.declares(type, method)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable String superOf(String type) {
    return type.equals(own) ? ownSuper : hierarchy.superClass(type);
  }
}
