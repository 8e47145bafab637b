package dev.weft.agent.weave;

import dev.weft.agent.stub.Bytes;
import dev.weft.agent.stub.ClassPatch;
import dev.weft.agent.stub.Insertions;
import dev.weft.agent.stub.Instructions;
import dev.weft.agent.stub.PoolExtension;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the stubs of a class, as {@link Stub} describes them, in bytes:
 *
 * <pre>
 *   0   invokestatic   Hooks.entering
 *   3   dup
 *   4   ifnull         plain
 *   7   astore         c                         the first free local
 *       aload, iload.. this, o, n, c
 *       invokedynamic  total (Orders, Order, int, ContinuationCore) long
 *       lreturn
 * plain [ContinuationCore]
 *       pop
 * </pre>
 */
final class StubBytes {
  private static final int JUMP = 4;

  private final ClassPatch patch;
  private final PoolExtension pool;
  private final String owner;
  private final int version;

  StubBytes(ClassPatch patch, String owner, int version) {
    this.patch = patch;
    this.pool = patch.pool;
    this.owner = owner;
    this.version = version;
  }

  /**
   * @param place of the method in the class
   * @param nameIndex the constant of its name
   */
  Insertions of(MethodScan method, int place, int nameIndex) {
    Bytes out = new Bytes(64);
    int core = method.maxLocals;
    int entering = pool.method(Code.HOOKS, "entering", "()" + Stub.CORE_DESC);
    out.u1(Opcodes.INVOKESTATIC).u2(entering).u1(Opcodes.DUP).u1(Opcodes.IFNULL).u2(0);
    variable(out, Opcodes.ASTORE, core);
    int stack = loadArguments(out, method) + 1;
    variable(out, Opcodes.ALOAD, core);
    out.u1(Opcodes.INVOKEDYNAMIC).u2(link(method, place, nameIndex)).u2(0);
    out.u1(Type.getReturnType(method.descriptor).getOpcode(Opcodes.IRETURN));
    int plain = out.size();
    out.setU2(JUMP + 1, plain - JUMP);
    out.u1(Opcodes.POP);
    return new Insertions(out, Math.max(method.maxStack, Math.max(stack, 2)), core + 1)
        .withFrame(plain, pool.classRef(Code.CORE));
  }

  private static int loadArguments(Bytes out, MethodScan method) {
    int local = 0;
    if (!method.isStatic()) {
      variable(out, Opcodes.ALOAD, local++);
    }
    for (Type argument : Type.getArgumentTypes(method.descriptor)) {
      variable(out, argument.getOpcode(Opcodes.ILOAD), local);
      local += argument.getSize();
    }
    return local;
  }

  /** Loads or stores a local, in the shortest of the three forms. */
  private static void variable(Bytes out, int opcode, int local) {
    if (local < 4) {
      boolean isLoad = opcode < Opcodes.ISTORE;
      int type = opcode - (isLoad ? Opcodes.ILOAD : Opcodes.ISTORE);
      out.u1((isLoad ? Instructions.ILOAD_0 : Instructions.ISTORE_0) + 4 * type + local);
    } else if (local < 256) {
      out.u1(opcode).u1(local);
    } else {
      out.u1(Instructions.WIDE).u1(opcode).u2(local);
    }
  }

  private int link(MethodScan method, int place, int nameIndex) {
    int link =
        pool.methodHandle(Opcodes.H_INVOKESTATIC, pool.method(Stub.COPIES, "link", Stub.LINK));
    int bootstrap =
        patch.bootstraps.add(
            link,
            pool.integer(version),
            pool.integer(place),
            pool.integer(method.isStatic() ? 1 : 0));
    return pool.invokeDynamic(
        bootstrap, pool.nameAndType(nameIndex, Stub.copyDescriptor(owner, method)));
  }
}
