package dev.weft.agent.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Methods that the JVM itself calls while it links or executes a call that the caller has
 * announced: they put the link by at their beginning and back at their end. Without it the
 * announcement would be lost, or taken by a method that they call.
 *
 * <pre>
 * Object shelf = Hooks.shelve();
 * ...
 * Hooks.unshelve(shelf);        // before each return
 * </pre>
 *
 * If they throw, so does the announced call, and the handler that is found clears the link.
 */
final class Shelving {
  private static final Set<String> BY_THE_JVM =
      Set.of(
          "loadClass(Ljava/lang/String;)Ljava/lang/Class;",
          "loadClass(Ljava/lang/String;Z)Ljava/lang/Class;",
          "findClass(Ljava/lang/String;)Ljava/lang/Class;",
          "transform(Ljava/lang/ClassLoader;Ljava/lang/String;Ljava/lang/Class;Ljava/security/ProtectionDomain;[B)[B",
          "transform(Ljava/lang/Module;Ljava/lang/ClassLoader;Ljava/lang/String;Ljava/lang/Class;Ljava/security/ProtectionDomain;[B)[B");

  private Shelving() {}

  static boolean isFor(MethodNode method) {
    return method.name.equals("<clinit>") || BY_THE_JVM.contains(method.name + method.desc);
  }

  static void apply(MethodNode method) {
    int shelf = method.maxLocals;
    for (AbstractInsnNode insn : method.instructions.toArray()) {
      if (insn instanceof FrameNode frame) {
        frame.local = withShelf(frame.local, shelf);
      } else if (insn.getOpcode() >= Opcodes.IRETURN && insn.getOpcode() <= Opcodes.RETURN) {
        method.instructions.insertBefore(
            insn,
            new Code().loadRef(shelf).call(Code.HOOKS, "unshelve", "(Ljava/lang/Object;)V").list);
      }
    }
    method.instructions.insert(
        new Code().call(Code.HOOKS, "shelve", "()Ljava/lang/Object;").storeRef(shelf).list);
    method.maxLocals++;
    method.maxStack += 1;
  }

  private static List<Object> withShelf(List<Object> locals, int shelf) {
    List<Object> out = new ArrayList<>(locals);
    int slots = 0;
    for (Object local : locals) {
      slots += Types.isWide(local) ? 2 : 1;
    }
    for (; slots < shelf; slots++) {
      out.add(Opcodes.TOP);
    }
    out.add("java/lang/Object");
    return out;
  }
}
