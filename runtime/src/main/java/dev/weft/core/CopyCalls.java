package dev.weft.core;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Links the calls by which woven code calls woven code. A call in a copy at which the method may be
 * captured takes what the original's call takes, and the continuation, and leads to the callee's
 * own copy. Where the callee has none it makes the original's call, and a suspension under it pins.
 *
 * <pre>
 * r = o.price(n);                        // in the original
 * r = price$dispatch0(o, n, c);          // in the copy: by the class of o, see Dispatch
 * </pre>
 *
 * All references travel as Object: the JVM would load the types of a dynamic call's descriptor and
 * check access to them, which it never does for a method's own.
 */
public final class CopyCalls {
  private CopyCalls() {}

  /**
   * Links a call of a static method.
   *
   * @param caller a copy, or a class that was spun
   * @param type arguments, continuation
   * @param owner the class that the call names
   * @param descriptor the method's own
   */
  public static CallSite ofStatic(
      Lookup caller, String name, MethodType type, Class<?> owner, String descriptor)
      throws Throwable {
    Lookup original = Copies.originalOf(caller);
    Selector selector = new Selector(owner, name, descriptor, type);
    Selector.Found found = selector.staticMethod(original.lookupClass());
    MethodHandle copy = found == null ? null : found.copy(type);
    return found == null || copy == null
        ? new ConstantCallSite(
            new OriginalCall(original, MethodHandleInfo.REF_invokeStatic, selector).linked())
        : InitializingSite.of(found.declaring(), copy);
  }

  /**
   * A call that has a receiver, as a constant of the class that makes it.
   *
   * @param caller a copy, or a class that was spun
   * @param called receiver, arguments, continuation
   */
  public static Dispatch dispatch(
      Lookup caller,
      String name,
      Class<?> type,
      MethodType called,
      int kind,
      Class<?> owner,
      String descriptor) {
    Selector selector = new Selector(owner, name, descriptor, called);
    OriginalCall plain = new OriginalCall(Copies.originalOf(caller), kind, selector);
    return new Dispatch(selector, plain);
  }

  /** Links a call that has a receiver and looks for its class each time. */
  public static CallSite lookedUp(
      Lookup caller, String name, MethodType type, int kind, Class<?> owner, String descriptor)
      throws Throwable {
    Dispatch dispatch = dispatch(caller, name, Dispatch.class, type, kind, owner, descriptor);
    return kind == MethodHandleInfo.REF_invokeSpecial
        ? bound(caller, name, type, dispatch)
        : new ConstantCallSite(dispatch.handle());
  }

  /** Links the call for receivers of that slot's class. */
  public static CallSite slot(
      Lookup caller, String name, MethodType type, Dispatch dispatch, int slot) {
    return dispatch.slot(slot);
  }

  /** Links a call that leads to one method, whatever the class of its receiver, which is there. */
  public static CallSite bound(Lookup caller, String name, MethodType type, Dispatch dispatch)
      throws Throwable {
    return new ConstantCallSite(dispatch.bound(Copies.originalOf(caller).lookupClass()));
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

  /** The type of a copy's method: references as Object, the continuation last. */
  static MethodType typeOfCopy(MethodType method, @Nullable Class<?> receiver) {
    MethodType erased = method.erase();
    MethodType all = receiver == null ? erased : erased.insertParameterTypes(0, Object.class);
    return all.appendParameterTypes(ContinuationCore.class);
  }
}
