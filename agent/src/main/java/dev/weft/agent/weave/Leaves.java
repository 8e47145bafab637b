package dev.weft.agent.weave;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/** The methods of one class that cannot suspend, by what its file says of it. */
final class Leaves {
  static final Leaves NONE = new Leaves(new String[0], new BitSet());

  /** Name and descriptor of each, in turns. */
  private final String[] methods;

  /** Which of them a virtual call surely reaches. */
  private final BitSet exact;

  private Leaves(String[] methods, BitSet exact) {
    this.methods = methods;
    this.exact = exact;
  }

  static Leaves of(ClassScan scan) {
    List<String> methods = new ArrayList<>();
    BitSet exact = new BitSet();
    for (MethodScan method : scan.methods) {
      if (method.hasBody() && !method.suspends) {
        exact.set(methods.size() / 2, scan.isFinal() || isFinal(method));
        methods.add(method.name);
        methods.add(method.descriptor);
      }
    }
    return methods.isEmpty() ? NONE : new Leaves(methods.toArray(new String[0]), exact);
  }

  private static boolean isFinal(MethodScan method) {
    return (method.access & (Opcodes.ACC_FINAL | Opcodes.ACC_PRIVATE)) != 0;
  }

  /** Whether a call of a method of this class surely reaches one of these. */
  boolean areReachedBy(MethodInsnNode call) {
    for (int i = 0; i < methods.length; i += 2) {
      if (methods[i].equals(call.name) && methods[i + 1].equals(call.desc)) {
        return isStaticallyBound(call) || exact.get(i / 2);
      }
    }
    return false;
  }

  private static boolean isStaticallyBound(MethodInsnNode call) {
    return call.getOpcode() == Opcodes.INVOKESTATIC || call.getOpcode() == Opcodes.INVOKESPECIAL;
  }
}
