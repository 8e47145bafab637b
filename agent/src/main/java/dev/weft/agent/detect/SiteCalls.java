package dev.weft.agent.detect;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;

/**
 * Surrounds calls of native methods:
 *
 * <pre>
 *   Hooks.enterLeaf(id); Thread.sleep(n); Hooks.exitLeaf(id);
 * </pre>
 *
 * There is no handler, which would come before the method's own, so an exception ends no call; see
 * {@code Context}.
 */
class SiteCalls extends MethodVisitor {
  private final List<Hook> hooks;

  SiteCalls(MethodVisitor next, List<Hook> hooks) {
    super(HookRewrite.ASM, next);
    this.hooks = hooks;
  }

  /** Called for each call that is surrounded. */
  void changed() {}

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String type, boolean isInterface) {
    Hook hook = hookOf(owner, name, type);
    if (hook == null) {
      super.visitMethodInsn(opcode, owner, name, type, isInterface);
      return;
    }
    changed();
    Calls.push(mv, hook.id());
    Calls.call(mv, hook.how() == Hook.How.PARK ? "enterPark" : "enterLeaf", "(I)V");
    super.visitMethodInsn(opcode, owner, name, type, isInterface);
    Calls.push(mv, hook.id());
    Calls.call(mv, "exitLeaf", "(I)V");
  }

  private @Nullable Hook hookOf(String owner, String name, String type) {
    for (Hook hook : hooks) {
      if (hook.isSite(owner, name, type)) {
        return hook;
      }
    }
    return null;
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(maxStack + 1, maxLocals);
  }
}
