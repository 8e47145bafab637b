package dev.weft.agent.weave;

import dev.weft.agent.stub.Bytes;
import dev.weft.agent.stub.ClassPatch;
import dev.weft.agent.stub.Insertions;
import dev.weft.agent.stub.Instructions;
import dev.weft.agent.stub.PoolExtension;
import org.objectweb.asm.Opcodes;

/**
 * Writes the stubs of a class, as {@link Stub} describes them, in bytes:
 *
 * <pre>
 *   0   getstatic      ThreadSlot.inUse          so an interpreter need call nothing
 *   3   ifeq           plain
 *   6   invokestatic   Hooks.entering
 *   9   dup
 *       astore         c                         the first free local
 *       ifnull         plain
 *       aload, iload.. this, o, n, c
 *       invokedynamic  total (Orders, Order, int, ContinuationCore) long
 *       lreturn                                  after a checkcast, if the result travels as Object
 * plain []
 *       nop                                      the body may begin with a frame of its own
 * </pre>
 */
final class StubBytes {
  private static final int JUMP = 3;

  private final ClassPatch patch;
  private final PoolExtension pool;
  private final String owner;
  private final int version;

  /** The constants that all stubs share; 0 until the first. */
  private int entering;

  private int inUse;
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
    out.u1(Opcodes.GETSTATIC).u2(inUse).u1(Opcodes.IFEQ).u2(0);
    out.u1(Opcodes.INVOKESTATIC).u2(entering).u1(Opcodes.DUP);
    variable(out, Opcodes.ASTORE, continuation);
    int secondJump = out.size();
    out.u1(Opcodes.IFNULL).u2(0);
    int stack = loadArguments(out, method) + 1;
    variable(out, Opcodes.ALOAD, continuation);
    out.u1(Opcodes.INVOKEDYNAMIC).u2(link(method, place, nameIndex)).u2(0);
    returnResult(out, method.descriptor);
    int plain = out.size();
    out.setU2(JUMP + 1, plain - JUMP);
    out.setU2(secondJump + 1, plain - secondJump);
    out.u1(Opcodes.NOP);
    return new Insertions(out, Math.max(method.maxStack, Math.max(stack, 2)), continuation + 1)
        .withFrame(plain);
  }

  private void returnResult(Bytes out, String descriptor) {
    int result = descriptor.indexOf(')') + 1;
    char first = descriptor.charAt(result);
    if (Erasure.isErased(descriptor, result, owner)) {
      String name =
          first == '['
              ? descriptor.substring(result)
              : descriptor.substring(result + 1, descriptor.length() - 1);
      out.u1(Opcodes.CHECKCAST).u2(pool.classRef(name));
    }
    out.u1(Descriptors.opcode(first, Opcodes.IRETURN));
  }

  private static int loadArguments(Bytes out, MethodScan method) {
    String descriptor = method.descriptor;
    int local = 0;
    if (!method.isStatic()) {
      variable(out, Opcodes.ALOAD, local++);
    }
    for (int at = 1; descriptor.charAt(at) != ')'; at = Descriptors.next(descriptor, at)) {
      char first = descriptor.charAt(at);
      variable(out, Descriptors.opcode(first, Opcodes.ILOAD), local);
      local += Descriptors.size(first);
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
    inUse = pool.field(Stub.SLOT, Stub.IN_USE, "Z");
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
