package dev.weft.agent.weave;

import dev.weft.agent.lambda.LambdaSites;
import dev.weft.agent.stub.BootstrapMethods;
import dev.weft.agent.stub.Bytes;
import dev.weft.agent.stub.ClassPatch;
import dev.weft.agent.stub.Insertions;
import dev.weft.agent.stub.Instructions;
import dev.weft.agent.stub.PoolExtension;
import dev.weft.agent.stub.UnusualClassException;
import java.util.Arrays;
import org.objectweb.asm.Opcodes;

/**
 * Puts what {@link ClassScan} decided before the bodies of a class file, byte by byte. {@link
 * StubWriter} makes the same of it by ASM, which takes several times as long.
 */
final class StubPatch {
  private final ClassScan scan;
  private final ClassPatch patch;
  private final PoolExtension pool;
  private final StubBytes stubs;

  private StubPatch(ClassScan scan, int version) {
    this.scan = scan;
    patch = new ClassPatch(scan.file, scan.callees.bootstraps);
    pool = patch.pool;
    stubs = new StubBytes(patch, scan.name, version);
  }

  /**
   * @param version of the class, by which its copy will be found
   */
  static byte[] write(ClassScan scan, int version) {
    try {
      return writeBytes(scan, version);
    } catch (UnusualClassException e) {
      return StubWriter.write(scan, version);
    }
  }

  /**
   * @throws UnusualClassException if {@link StubWriter} is needed
   */
  static byte[] writeBytes(ClassScan scan, int version) throws UnusualClassException {
    if (scan.stubs() > 0 && scan.file.majorVersion() < Opcodes.V1_7) {
      throw new UnusualClassException("stubs without dynamic calls");
    }
    return new StubPatch(scan, version).write();
  }

  private byte[] write() throws UnusualClassException {
    boolean redirectsLambdas = false;
    for (int i = 0; i < scan.methods.size(); i++) {
      MethodScan method = scan.methods.get(i);
      redirectsLambdas |= scan.redirectsLambdas(method);
      switch (scan.actionFor(method)) {
        case NONE -> {}
        case STUB -> patch.change(i, stubs.of(method, i, scan.file.methods.get(i).nameIndex()));
        case CLEAR -> patch.change(i, clearing(method));
        case CLEAR_BEFORE_THROWS -> patch.change(i, clearingBeforeThrows(method));
        case SHELVE -> patch.change(i, shelving(method));
      }
    }
    if (redirectsLambdas) {
      redirectLambdas();
    }
    return patch.write();
  }

  /** {@code invokestatic Hooks.clear} */
  private Bytes clear() {
    int hook = pool.method(Code.HOOKS, "clear", "()V");
    return new Bytes(4).u1(Opcodes.INVOKESTATIC).u2(hook);
  }

  private Insertions clearing(MethodScan method) {
    return new Insertions(clear(), method.maxStack, method.maxLocals);
  }

  /** A method that mostly returns need not ask for its thread. */
  private Insertions clearingBeforeThrows(MethodScan method) {
    int[] places = new int[method.calls.size()];
    int count = 0;
    for (MethodScan.Call call : method.calls) {
      if (scan.callsBack(call)) {
        places[count++] = call.offset;
      }
    }
    return new Insertions(
        new Bytes(0), clear(), Arrays.copyOf(places, count), method.maxStack, method.maxLocals);
  }

  /** See {@link Shelving}. */
  private Insertions shelving(MethodScan method) {
    int number = Shelving.nextNumber();
    int[] returns = new int[method.returns.size()];
    for (int i = 0; i < returns.length; i++) {
      returns[i] = method.returns.get(i);
    }
    return new Insertions(
        shelve("shelve", number),
        shelve("unshelve", number),
        returns,
        method.maxStack + 1,
        method.maxLocals);
  }

  /** {@code ldc_w number; invokestatic Hooks.shelve} */
  private Bytes shelve(String hook, int number) {
    return new Bytes(8)
        .u1(Instructions.LDC_W)
        .u2(pool.integer(number))
        .u1(Opcodes.INVOKESTATIC)
        .u2(pool.method(Code.HOOKS, hook, "(I)V"));
  }

  private void redirectLambdas() {
    BootstrapMethods bootstraps = patch.bootstraps;
    for (int i = 0; i < bootstraps.size(); i++) {
      if (scan.callees.isLambda(i)) {
        int method = pool.method(LambdaSites.OURS, bootstraps.name(i), bootstraps.descriptor(i));
        bootstraps.replace(i, pool.methodHandle(bootstraps.kind(i), method));
      }
    }
  }
}
