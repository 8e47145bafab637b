package dev.weft.core;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import jdk.internal.vm.annotation.ForceInline;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * Links the calls by which woven code calls woven code. A call in a copy at which the method may be
 * captured is a dynamic one: it takes what the original's call takes, and the continuation, and
 * leads to the callee's own copy. Where the callee has none it makes the original's call, and a
 * suspension under it pins.
 *
 * <pre>
 * r = o.price(n);                        // in the original
 * r = price(o, n, c);                    // in the copy: linked by {@link #call}
 * </pre>
 *
 * All references travel as Object: the JVM would load the types of a dynamic call's descriptor and
 * check access to them, which it never does for a method's own.
 */
public final class CopyCalls {
  private static final MethodHandle IS_THERE =
      Handles.ofStatic(
          MethodHandles.lookup(), "isThere", MethodType.methodType(boolean.class, Object.class));

  private CopyCalls() {}

  /**
   * Links a call.
   *
   * @param caller a copy, or a class that was spun
   * @param type receiver, if there is one, arguments, continuation
   * @param kind how the original calls, a constant of {@link MethodHandleInfo}
   * @param owner the class that the call names
   * @param descriptor the method's own
   */
  public static CallSite call(
      Lookup caller, String name, MethodType type, int kind, Class<?> owner, String descriptor)
      throws Throwable {
    Lookup original = Copies.originalOf(caller);
    Selector selector = new Selector(owner, name, descriptor, type);
    return switch (kind) {
      case MethodHandleInfo.REF_invokeStatic -> ofStatic(original, selector);
      case MethodHandleInfo.REF_invokeSpecial -> ofSpecial(original, selector);
      default -> new DispatchSite(selector, new OriginalCall(original, kind, selector));
    };
  }

  /**
   * Links the call by which a method of a copy hands on to the newest version of itself, once its
   * class has been redefined. Which that is, each call asks.
   */
  public static CallSite newest(
      Lookup caller, String name, MethodType type, int kind, Class<?> owner, String descriptor) {
    Lookup original = Copies.originalOf(caller);
    Selector selector = new Selector(owner, name, descriptor, type);
    return NewestSite.of(selector, new OriginalCall(original, kind, selector));
  }

  /**
   * Links {@code handle.invokeExact(…)} or {@code handle.invoke(…)}.
   *
   * @param name of the two
   * @param type handle, arguments, continuation
   * @param called the type by which the original calls the handle
   */
  public static CallSite handle(Lookup caller, String name, MethodType type, MethodType called) {
    return new HandleSite(type, called, name.equals("invokeExact"));
  }

  /** A null receiver gets the original's exception. */
  private static CallSite ofSpecial(Lookup original, Selector selector) throws Throwable {
    OriginalCall plain = new OriginalCall(original, MethodHandleInfo.REF_invokeSpecial, selector);
    MethodHandle copy = selector.superMethod(original.lookupClass());
    return new ConstantCallSite(
        copy == null
            ? plain.linked()
            : MethodHandles.guardWithTest(IS_THERE, copy, plain.whenCalled()));
  }

  @ForceInline
  @Hidden
  @SuppressWarnings("UnusedMethod") // found by name
  private static boolean isThere(@Nullable Object receiver) {
    return receiver != null;
  }

  private static CallSite ofStatic(Lookup original, Selector selector) throws Throwable {
    Selector.Found found = selector.staticMethod(original.lookupClass());
    MethodHandle copy = found == null ? null : found.copy(selector.type());
    if (found == null || copy == null) {
      return new ConstantCallSite(
          new OriginalCall(original, MethodHandleInfo.REF_invokeStatic, selector).linked());
    }
    return InitializingSite.of(found.declaring(), copy);
  }

  /** The type of a copy's method: references as Object, the continuation last. */
  static MethodType typeOfCopy(MethodType method, @Nullable Class<?> receiver) {
    MethodType erased = method.erase();
    MethodType all = receiver == null ? erased : erased.insertParameterTypes(0, Object.class);
    return all.appendParameterTypes(ContinuationCore.class);
  }
}
