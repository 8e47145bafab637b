package dev.weft.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Lets a call in a copy lead straight to another copy, where there is one callee only. The JVM is
 * given two things for a dynamic call: a method to call, and an object to pass to it last. For a
 * constant call site the JDK names a method of its own that takes the target handle and invokes it,
 * which is two frames between caller and callee; here the JVM gets the copy's method itself, and
 * nothing to pass. The JDK's class that answers the JVM is rewritten to pass its answer through
 * here.
 */
public final class DirectLink {
  private static final Class<?> MEMBER = jdkClass(JdkNames.MEMBER_NAME);
  private static final Class<?> DIRECT = jdkClass(JdkNames.DIRECT_HANDLE);

  /** {@code (MethodHandle)Object}. */
  private static final MethodHandle MEMBER_OF =
      jdkMethod(MethodHandle.class, JdkNames.MEMBER_OF_HANDLE, MEMBER)
          .asType(MethodType.methodType(Object.class, MethodHandle.class));

  /** {@code (Object)Class}. */
  private static final MethodHandle OWNER_OF =
      jdkMethod(MEMBER, JdkNames.OWNER_OF_MEMBER, Class.class)
          .asType(MethodType.methodType(Class.class, Object.class));

  private DirectLink() {}

  /** Runs the initialisers. */
  static void prepare() {
    of(DirectLink.class, new Object[] {MEMBER_OF});
  }

  /**
   * Called when the JDK has linked a constant call site.
   *
   * @param adapter the JDK's answer: a MemberName
   * @param appendix one element: what the JDK has the JVM pass last, the call site's target; null
   *     on return if the answer is another one than {@code adapter}
   * @return the method for the JVM to call: a MemberName
   */
  public static @Nullable Object of(@Nullable Object adapter, @Nullable Object[] appendix) {
    try {
      if (!(appendix[0] instanceof MethodHandle target) || target.getClass() != DIRECT) {
        return adapter;
      }
      Object member = (Object) MEMBER_OF.invokeExact(target);
      Class<?> owner = member == null ? null : (Class<?>) OWNER_OF.invokeExact(member);
      if (owner == null || owner.getSuperclass() != WovenCopy.class) {
        return adapter;
      }
      appendix[0] = null;
      return member;
    } catch (Throwable t) {
      return adapter; // no memory or stack left: the JDK's way is right too
    }
  }

  private static Class<?> jdkClass(String name) {
    try {
      return Class.forName(name, false, null);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("Java " + Runtime.version() + " has no class " + name, e);
    }
  }

  private static MethodHandle jdkMethod(Class<?> owner, String name, Class<?> result) {
    try {
      return TrustedLookup.LOOKUP.findVirtual(owner, name, MethodType.methodType(result));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          owner.getName() + " of Java " + Runtime.version() + " has no method " + name, e);
    }
  }
}
