package dev.weft.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.List;

/**
 * One lambda or method reference, as its call site asks for it.
 *
 * @param caller the class that holds the call site
 * @param interfaces what the object implements, the functional interface first, without duplicates
 * @param factoryType captured values to functional interface
 * @param methodName the interface's method
 * @param methodType its erased type
 * @param bridges further types under which it is to be found
 * @param dynamicType what methodType becomes by the interface's type arguments
 * @param serializable whether the object can be written to a stream
 */
public record LambdaShape(
    Class<?> caller,
    List<Class<?>> interfaces,
    MethodType factoryType,
    String methodName,
    MethodType methodType,
    List<MethodType> bridges,
    MethodType dynamicType,
    Implementation implementation,
    boolean serializable) {

  /**
   * The method behind it.
   *
   * @param kind how it is called, a constant of {@link MethodHandleInfo}
   * @param owner the class to name in the call
   * @param type its type, a receiver or the constructed class included
   * @param info as the constant pool names it
   * @param viaHandle whether the spun class may not name it, and calls the handle instead
   */
  public record Implementation(
      int kind,
      Class<?> owner,
      MethodType type,
      MethodHandleInfo info,
      boolean viaHandle,
      Announcement announcement) {

    static Implementation of(MethodHandles.Lookup caller, MethodHandle handle) throws NotDirect {
      MethodHandleInfo info = reveal(caller, handle);
      Class<?> declaring = info.getDeclaringClass();
      Class<?> owner = declaring;
      int kind = info.getReferenceKind();
      switch (kind) {
        case MethodHandleInfo.REF_invokeVirtual, MethodHandleInfo.REF_invokeInterface -> {
          owner = handle.type().parameterType(0);
          kind = dispatched(owner);
        }
        case MethodHandleInfo.REF_invokeSpecial -> {
          boolean isOwn =
              caller.lookupClass() == declaring && Modifier.isPrivate(info.getModifiers());
          kind = isOwn ? dispatched(owner) : kind;
        }
        case MethodHandleInfo.REF_invokeStatic, MethodHandleInfo.REF_newInvokeSpecial -> {}
        default -> throw new NotDirect();
      }
      boolean isOutOfReach =
          Modifier.isProtected(info.getModifiers())
              && !samePackage(caller.lookupClass(), declaring);
      return new Implementation(
          kind,
          owner,
          handle.type(),
          info,
          isOutOfReach || kind == MethodHandleInfo.REF_invokeSpecial,
          Announcement.of(kind, declaring, info.getModifiers()));
    }

    private static MethodHandleInfo reveal(MethodHandles.Lookup caller, MethodHandle handle)
        throws NotDirect {
      try {
        return caller.revealDirect(handle);
      } catch (IllegalArgumentException e) {
        throw new NotDirect();
      }
    }

    private static int dispatched(Class<?> owner) {
      return owner.isInterface()
          ? MethodHandleInfo.REF_invokeInterface
          : MethodHandleInfo.REF_invokeVirtual;
    }

    private static boolean samePackage(Class<?> a, Class<?> b) {
      return a.getClassLoader() == b.getClassLoader()
          && a.getPackageName().equals(b.getPackageName());
    }

    public boolean hasReceiver() {
      return kind != MethodHandleInfo.REF_invokeStatic
          && kind != MethodHandleInfo.REF_newInvokeSpecial;
    }
  }

  /** The implementation's handle is not a direct one of a method or constructor. */
  static final class NotDirect extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
