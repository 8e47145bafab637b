package dev.weft.agent.detect;

import dev.weft.agent.jdk.JdkClassTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Has the locks of java.util.concurrent tell who gets them. An exclusive lock, the JDK's or one of
 * the application, has to call the first; a lock for reading keeps no owner.
 *
 * <pre>
 * AbstractOwnableSynchronizer.setExclusiveOwnerThread(t) { Hooks.owns(this, t); .. }
 * ReadLock.lock(), lockInterruptibly()                   { ..; Hooks.sharesIf(true, this); }
 * ReadLock.tryLock(..)                                   { ..; Hooks.sharesIf(taken, this); return taken; }
 * ReadLock.unlock()                                      { ..; Hooks.unshares(this); }
 * </pre>
 */
final class OwnershipTransformer extends JdkClassTransformer {
  private static final String OWNABLE = "java/util/concurrent/locks/AbstractOwnableSynchronizer";
  private static final String READ_LOCK =
      "java/util/concurrent/locks/ReentrantReadWriteLock$ReadLock";
  private static final Map<String, String> METHODS =
      Map.of(
          "setExclusiveOwnerThread",
          OWNABLE,
          "lock",
          READ_LOCK,
          "lockInterruptibly",
          READ_LOCK,
          "tryLock",
          READ_LOCK,
          "unlock",
          READ_LOCK);

  /**
   * Not to be called while a class is being transformed.
   *
   * @throws UnmodifiableClassException if this JVM does not allow it
   */
  static void install(Instrumentation instrumentation)
      throws UnmodifiableClassException, ClassNotFoundException {
    instrumentation.addTransformer(new OwnershipTransformer(), true);
    List<Class<?>> types = new ArrayList<>();
    for (String name : List.of(OWNABLE, READ_LOCK)) {
      types.add(Class.forName(name.replace('/', '.'), false, null));
    }
    instrumentation.retransformClasses(types.toArray(new Class<?>[0]));
  }

  @Override
  protected boolean concerns(String name) {
    return name.equals(OWNABLE) || name.equals(READ_LOCK);
  }

  @Override
  protected byte[] rewrite(String name, byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new Inserter(writer, name), 0);
    return writer.toByteArray();
  }

  @Override
  protected void failed(String name, Throwable cause) {
    Problems.add("locks that a fiber holds are not seen: " + cause);
  }

  private static final class Inserter extends ClassVisitor {
    private final String owner;

    Inserter(ClassVisitor next, String owner) {
      super(HookRewrite.ASM, next);
      this.owner = owner;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String type, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, type, signature, exceptions);
      return owner.equals(METHODS.get(name)) ? new Teller(next, name) : next;
    }
  }

  /** The calls in one method. */
  private static final class Teller extends MethodVisitor {
    private final String method;

    Teller(MethodVisitor next, String method) {
      super(HookRewrite.ASM, next);
      this.method = method;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      if (method.equals("setExclusiveOwnerThread")) {
        super.visitVarInsn(Opcodes.ALOAD, 0);
        super.visitVarInsn(Opcodes.ALOAD, 1);
        Calls.call(mv, "owns", "(Ljava/lang/Object;Ljava/lang/Thread;)V");
      }
    }

    @Override
    public void visitInsn(int opcode) {
      boolean returns = opcode == Opcodes.RETURN || opcode == Opcodes.IRETURN;
      if (returns && method.equals("unlock")) {
        super.visitVarInsn(Opcodes.ALOAD, 0);
        Calls.call(mv, "unshares", "(Ljava/lang/Object;)V");
      } else if (returns && !method.equals("setExclusiveOwnerThread")) {
        super.visitInsn(opcode == Opcodes.RETURN ? Opcodes.ICONST_1 : Opcodes.DUP);
        super.visitVarInsn(Opcodes.ALOAD, 0);
        Calls.call(mv, "sharesIf", "(ZLjava/lang/Object;)V");
      }
      super.visitInsn(opcode);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      super.visitMaxs(maxStack + 3, maxLocals);
    }
  }
}
