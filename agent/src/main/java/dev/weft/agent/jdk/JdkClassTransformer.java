package dev.weft.agent.jdk;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/** Rewrites classes of the boot loader. Never throws: the JVM would drop it in silence. */
public abstract class JdkClassTransformer implements ClassFileTransformer {
  /**
   * Whether a class is to be rewritten.
   *
   * @param name internal name, here and below
   */
  protected abstract boolean concerns(String name);

  /** The new class file; null if nothing is to be changed. */
  protected abstract byte @Nullable [] rewrite(String name, byte[] classFile);

  /** Told what went wrong: the class stays as it was. */
  protected abstract void failed(String name, Throwable cause);

  @Override
  public final byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (loader != null || name == null || !concerns(name)) {
      return null;
    }
    try {
      return rewrite(name, classFile);
    } catch (Throwable t) {
      failed(name, t);
      return null;
    }
  }
}
