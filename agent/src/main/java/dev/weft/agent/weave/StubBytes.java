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
 *       lreturn                                  after a checkcast, if the result travels as Object
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

  /** The constants that all stubs share; 0 until the first. */
  private int entering;

  private int core;
  private int link;
  private int versionConstant;

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
    if (entering == 0) {
      addSharedConstants();
    }
    Bytes out = new Bytes(64);
    int continuation = method.maxLocals;
    out.u1(Opcodes.INVOKESTATIC).u2(entering).u1(Opcodes.DUP).u1(Opcodes.IFNULL).u2(0);
    variable(out, Opcodes.ASTORE, continuation);
    int stack = loadArguments(out, method) + 1;
    variable(out, Opcodes.ALOAD, continuation);
    out.u1(Opcodes.INVOKEDYNAMIC).u2(link(method, place, nameIndex)).u2(0);
    Type result = Type.getReturnType(method.descriptor);
    if (!Erasure.of(result, owner).equals(result)) {
      out.u1(Opcodes.CHECKCAST).u2(pool.classRef(result.getInternalName()));
    }
    out.u1(result.getOpcode(Opcodes.IRETURN));
    int plain = out.size();
    out.setU2(JUMP + 1, plain - JUMP);
    out.u1(Opcodes.POP);
    return new Insertions(out, Math.max(method.maxStack, Math.max(stack, 2)), continuation + 1)
        .withFrame(plain, core);
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

  private void addSharedConstants() {
    entering = pool.method(Code.HOOKS, "entering", "()" + Stub.CORE_DESC);
    core = pool.classRef(Code.CORE);
    int method = pool.method(Stub.COPIES, "link", Stub.LINK);
    link = pool.methodHandle(Opcodes.H_INVOKESTATIC, method);
    versionConstant = pool.integer(version);
  }

  private int link(MethodScan method, int place, int nameIndex) {
    int bootstrap =
        patch.bootstraps.add(
            link, versionConstant, pool.integer(place), pool.integer(method.isStatic() ? 1 : 0));
    return pool.invokeDynamic(
        bootstrap, pool.nameAndType(nameIndex, Stub.erasedDescriptor(owner, method)));
  }
}
