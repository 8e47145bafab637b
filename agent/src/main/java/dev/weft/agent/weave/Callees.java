package dev.weft.agent.weave;

import dev.weft.agent.classfile.Bytes;
import dev.weft.agent.classfile.ClassFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The methods that a class file calls. Each constant is read once, when the first call is found.
 */
final class Callees {
  private static final int INTERFACE_METHOD = 11;

  /** What a call instruction calls: the same for all that have the same opcode and constant. */
  static final class Callee {
    final MethodInsnNode insn;
    private final @Nullable Callee next;

    /** What {@link ClassScan} has found out about it: whether a call may suspend. */
    boolean maySuspend;

    /** The method of the class itself that a call surely reaches. */
    @Nullable MethodScan target;

    private Callee(MethodInsnNode insn, @Nullable Callee next) {
      this.insn = insn;
      this.next = next;
    }
  }

  /** All that were found. */
  final List<Callee> all = new ArrayList<>();

  private final ClassFile file;
  private final @Nullable Callee[] byConstant;

  Callees(ClassFile file) {
    this.file = file;
    byConstant = new Callee[file.pool.getItemCount()];
  }

  /** What a call with that opcode and that constant calls. */
  Callee of(int opcode, int constant) {
    for (Callee known = byConstant[constant]; known != null; known = known.next) {
      if (known.insn.getOpcode() == opcode) {
        return known;
      }
    }
    Callee callee = new Callee(read(opcode, constant), byConstant[constant]);
    byConstant[constant] = callee;
    all.add(callee);
    return callee;
  }

  /** {@code u1 tag; u2 class; u2 name and type}: the pool says where the second begins. */
  private MethodInsnNode read(int opcode, int constant) {
    int at = file.pool.getItem(constant);
    int nameAndType = file.pool.getItem(Bytes.u2(file.bytes, at + 2));
    return new MethodInsnNode(
        opcode,
        file.classAt(at),
        file.utf8At(nameAndType),
        file.utf8At(nameAndType + 2),
        opcode == Opcodes.INVOKEINTERFACE || file.bytes[at - 1] == INTERFACE_METHOD);
  }
}
