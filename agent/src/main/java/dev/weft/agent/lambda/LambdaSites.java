package dev.weft.agent.lambda;

import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Redirects the bootstrap of lambdas and method references. */
public final class LambdaSites {
  private static final String JDK = "java/lang/invoke/LambdaMetafactory";
  private static final String OURS = "dev/weft/core/LambdaBootstrap";
  private static final Set<String> METHODS = Set.of("metafactory", "altMetafactory");

  private LambdaSites() {}

  /**
   * Makes the call sites that the JDK's lambda factory would link be linked by Weft's; leaves any
   * other alone. Constructors and class initialisers take part: the lambdas that they make are
   * called from elsewhere.
   *
   * @return whether there were any
   */
  public static boolean redirect(MethodNode method) {
    boolean changed = false;
    for (AbstractInsnNode insn : method.instructions) {
      changed |= insn instanceof InvokeDynamicInsnNode site && redirect(site);
    }
    return changed;
  }

  private static boolean redirect(InvokeDynamicInsnNode site) {
    Handle bootstrap = site.bsm;
    if (!bootstrap.getOwner().equals(JDK) || !METHODS.contains(bootstrap.getName())) {
      return false;
    }
    site.bsm =
        new Handle(bootstrap.getTag(), OURS, bootstrap.getName(), bootstrap.getDesc(), false);
    return true;
  }
}
