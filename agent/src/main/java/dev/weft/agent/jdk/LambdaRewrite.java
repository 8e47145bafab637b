package dev.weft.agent.jdk;

import static dev.weft.agent.jdk.JdkMembers.BUILD_SITE;
import static dev.weft.agent.jdk.JdkMembers.LAMBDA_FACTORY;
import static dev.weft.agent.jdk.JdkMembers.SPIN;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.InvocationTargetException;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Has the JDK tell which class it makes for which lambda: those are hidden, and no agent sees them.
 * In {@code java.lang.invoke.InnerClassLambdaMetafactory}, the line marked with + is added:
 *
 * <pre>
 *   CallSite buildCallSite() throws LambdaConversionException {
 *     final Class&lt;?&gt; innerClass = spinInnerClass();
 * +   Lambdas.spun(this, innerClass);
 *     ...
 * </pre>
 *
 * It is installed when the JVM starts, since a lambda that was linked before would be foreign for
 * ever.
 */
public final class LambdaRewrite {
  static final String HOOK = "dev/weft/core/Lambdas";
  private static final String HOOK_TYPE = "(Ljava/lang/Object;Ljava/lang/Class;)V";

  private static final String FAILED = "nothing suspends in lambdas: ";

  private LambdaRewrite() {}

  /**
   * @throws IllegalStateException with a message for the user if this JDK is not as it needs it
   */
  public static void install(Instrumentation instrumentation) {
    prepareCore();
    Transformer transformer = new Transformer();
    instrumentation.addTransformer(transformer, true);
    try {
      instrumentation.retransformClasses(
          Class.forName(LAMBDA_FACTORY.replace('/', '.'), false, null));
    } catch (UnmodifiableClassException | ClassNotFoundException | LinkageError e) {
      transformer.failure = e;
    }
    Throwable failure = transformer.failure;
    if (failure != null) {
      throw new IllegalStateException(FAILED + failure.getMessage(), failure);
    }
  }

  /** Runs the initialisers, which find what they need of this JDK, or name it. */
  private static void prepareCore() {
    try {
      Class.forName(HOOK.replace('/', '.'), true, null).getMethod("prepare").invoke(null);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(FAILED + rootOf(e).getMessage(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(FAILED + e, e);
    }
  }

  private static Throwable rootOf(Throwable e) {
    Throwable cause = e.getCause();
    return cause == null ? e : rootOf(cause);
  }

  /**
   * @param classFile the class file of the factory
   * @throws IllegalStateException naming what this JDK has not
   */
  static byte[] rewrite(byte[] classFile) {
    return CallRewrite.after(
        classFile, BUILD_SITE, LAMBDA_FACTORY + "." + SPIN, LambdaRewrite::tell);
  }

  private static void tell(MethodVisitor out) {
    out.visitInsn(Opcodes.DUP);
    out.visitVarInsn(Opcodes.ALOAD, 0);
    out.visitInsn(Opcodes.SWAP);
    out.visitMethodInsn(Opcodes.INVOKESTATIC, HOOK, "spun", HOOK_TYPE, false);
  }

  private static final class Transformer implements ClassFileTransformer {
    volatile @Nullable Throwable failure;

    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] classFile) {
      if (loader != null || !LAMBDA_FACTORY.equals(name)) {
        return null;
      }
      try {
        return rewrite(classFile);
      } catch (RuntimeException | LinkageError e) {
        failure = e;
        return null;
      }
    }
  }
}
