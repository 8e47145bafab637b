package dev.weft.agent.detect;

import dev.weft.agent.jdk.JdkClassTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/**
 * Has the JDK's executors carry the test whose code submits a task. Put in place when the first
 * test begins: without tests they are left alone. Changes bodies only.
 */
final class ExecutorTransformer extends JdkClassTransformer {
  private final AtomicBoolean installed = new AtomicBoolean();

  /** Once; the second caller may return before it is done. */
  void install(Instrumentation instrumentation) {
    if (!installed.compareAndSet(false, true)) {
      return;
    }
    instrumentation.addTransformer(this, true);
    List<Class<?>> types = new ArrayList<>();
    for (String name : Submissions.ofJdk()) {
      try {
        types.add(Class.forName(name.replace('/', '.'), false, null));
      } catch (ClassNotFoundException e) {
        // another version's
      }
    }
    try {
      instrumentation.retransformClasses(types.toArray(new Class<?>[0]));
    } catch (UnmodifiableClassException | LinkageError | RuntimeException e) {
      Problems.add("the JDK's executors do not carry the test of a task: " + e);
    }
  }

  @Override
  protected boolean concerns(String name) {
    return !Submissions.of(name).isEmpty();
  }

  @Override
  protected void failed(String name, Throwable cause) {
    Problems.add(name.replace('/', '.') + " does not carry the test of a task: " + cause);
  }

  @Override
  protected byte[] rewrite(String name, byte[] classFile) {
    return rewritten(name, classFile);
  }

  static byte[] rewritten(String name, byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new ClassVisitor(HookRewrite.ASM, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String method, String type, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, method, type, signature, exceptions);
            return Submissions.inMethod(name, method, next);
          }
        },
        0);
    return writer.toByteArray();
  }
}
