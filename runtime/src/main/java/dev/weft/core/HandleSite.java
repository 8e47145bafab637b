package dev.weft.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.invoke.WrongMethodTypeException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * A call through a method handle. A direct handle of a woven method leads to that method's copy;
 * where the call site takes another result than the method gives, a class is spun that converts it.
 * Any other handle is invoked as it stands, and so is one whose result is cast.
 */
final class HandleSite extends MutableCallSite {
  private static final MethodHandle SELECT =
      Handles.virtual(
          MethodHandles.lookup(),
          "select",
          MethodType.methodType(MethodHandle.class, Object.class));

  /** The calls of copies, by what handles of a class's methods lead to. */
  private static final ClassValue<Map<MethodHandleInfoKey, Optional<MethodHandle>>> COPIES =
      new ClassValue<>() {
        @Override
        protected Map<MethodHandleInfoKey, Optional<MethodHandle>> computeValue(
            Class<?> declaring) {
          return new ConcurrentHashMap<>();
        }
      };

  /**
   * @param result what the method's result is to become; null: it is passed on
   */
  private record MethodHandleInfoKey(
      int kind, String name, MethodType type, @Nullable Class<?> result) {}

  private final MethodType called;
  private final boolean isExact;
  private final MethodHandle plain;

  /** The handle that was called last. Races lose it at worst. */
  private @Nullable Known last;

  /**
   * @param type handle, arguments, continuation
   * @param called the type by which the original calls the handle
   */
  HandleSite(MethodType type, MethodType called, boolean isExact) {
    super(type);
    this.called = called;
    this.isExact = isExact;
    MethodHandle invoker =
        isExact ? MethodHandles.exactInvoker(called) : MethodHandles.invoker(called);
    this.plain = Handles.withoutContinuation(invoker, type);
    setTarget(Handles.chosen(type, SELECT.bindTo(this)));
  }

  @Hidden
  @SuppressWarnings("UnusedMethod") // found by name
  private MethodHandle select(@Nullable Object handle) throws ReflectiveOperationException {
    if (!(handle instanceof MethodHandle h)) {
      return plain;
    }
    Known known = last;
    MethodHandle target = known == null || known.get() != h ? null : known.target.get();
    if (target == null) {
      target = find(h);
      last = new Known(h, target);
    }
    return target;
  }

  private MethodHandle find(MethodHandle handle) {
    MethodType type = handle.type();
    if (isPassedOn(handle)) {
      MethodHandle copy = copyOf(handle, null);
      return copy == null
          ? plain
          : adapted(MethodHandles.dropArguments(copy, 0, Object.class), type, type.returnType());
    }
    Class<?> result = called.returnType();
    MethodHandle copy = isConverted(handle) ? copyOf(handle, result) : null;
    return copy == null ? plain : adapted(copy, type, result);
  }

  /** Whether a class can be spun that converts the result as the handle would. */
  private boolean isConverted(MethodHandle handle) {
    if (isExact || handle.isVarargsCollector()) {
      return false;
    }
    Class<?> from = handle.type().returnType();
    Class<?> to = called.returnType();
    if (!from.isPrimitive() || from == void.class || to == void.class) {
      return from == void.class ? !to.isPrimitive() : to == void.class;
    }
    return to.isPrimitive() || to.isAssignableFrom(Primitives.wrapped(from));
  }

  /** Whether the call gives what the method gave: while it unwinds that is nothing to convert. */
  private boolean isPassedOn(MethodHandle handle) {
    MethodType type = handle.type();
    if (type.equals(called)) {
      return true;
    }
    Class<?> from = type.returnType();
    Class<?> to = called.returnType();
    return !isExact
        && !handle.isVarargsCollector()
        && type.parameterCount() == called.parameterCount()
        && (from == to || (!from.isPrimitive() && !to.isPrimitive() && to.isAssignableFrom(from)));
  }

  /**
   * @param copy takes the handle, what the handle takes, and the continuation, and gives {@code
   *     result}
   */
  private MethodHandle adapted(MethodHandle copy, MethodType own, Class<?> result) {
    MethodType given =
        own.changeReturnType(result)
            .insertParameterTypes(0, Object.class)
            .appendParameterTypes(ContinuationCore.class);
    MethodType asked =
        called.insertParameterTypes(0, Object.class).appendParameterTypes(ContinuationCore.class);
    try {
      return copy.asType(given).asType(asked).asType(type());
    } catch (WrongMethodTypeException e) {
      return plain; // which will say so
    }
  }

  /**
   * What calls the copy of the method that the handle leads straight to; null if there is none.
   *
   * @param result what its result is to become; null: it is passed on
   */
  private static @Nullable MethodHandle copyOf(MethodHandle handle, @Nullable Class<?> result) {
    MethodHandleInfo info;
    try {
      info = TrustedLookup.LOOKUP.revealDirect(handle);
    } catch (IllegalArgumentException notDirect) {
      return null;
    }
    Map<MethodHandleInfoKey, Optional<MethodHandle>> known = COPIES.get(info.getDeclaringClass());
    MethodHandleInfoKey key =
        new MethodHandleInfoKey(
            info.getReferenceKind(), info.getName(), info.getMethodType(), result);
    Optional<MethodHandle> copy = known.get(key);
    if (copy == null) {
      copy = Optional.ofNullable(result == null ? copyOf(info) : converting(info, result));
      known.put(key, copy); // two threads may each make one; both are right
    }
    return copy.orElse(null);
  }

  private static @Nullable MethodHandle converting(MethodHandleInfo info, Class<?> result) {
    Class<?> host = info.getDeclaringClass();
    boolean isStatic = info.getReferenceKind() == MethodHandleInfo.REF_invokeStatic;
    if (host.getClassLoader() == null || host.isHidden() || !(isStatic || isDispatched(info))) {
      return null;
    }
    return SpunObjects.converting(host, info, result);
  }

  private static @Nullable MethodHandle copyOf(MethodHandleInfo info) {
    Class<?> owner = info.getDeclaringClass();
    MethodType method = info.getMethodType();
    boolean isStatic = info.getReferenceKind() == MethodHandleInfo.REF_invokeStatic;
    MethodType type = CopyCalls.typeOfCopy(method, isStatic ? null : owner);
    Selector selector =
        new Selector(owner, info.getName(), method.toMethodDescriptorString(), type);
    try {
      if (isStatic) {
        return ofStatic(selector);
      }
      return isDispatched(info) ? ofReceiver(selector) : null;
    } catch (ReflectiveOperationException | LinkageError | TypeNotPresentException e) {
      return null;
    }
  }

  /** Made of the method and not of the handle, whose receiver's class may be another's subclass. */
  private static MethodHandle ofReceiver(Selector selector) {
    OriginalCall plain =
        new OriginalCall(TrustedLookup.LOOKUP, MethodHandleInfo.REF_invokeVirtual, selector);
    return new Dispatch(selector, plain).handle();
  }

  private static @Nullable MethodHandle ofStatic(Selector selector)
      throws ReflectiveOperationException {
    Selector.Found found = selector.staticMethod(selector.owner());
    MethodHandle copy = found == null ? null : found.copy(selector.type());
    return found == null || copy == null
        ? null
        : InitializingSite.of(found.declaring(), copy).dynamicInvoker();
  }

  /** Super calls are not. */
  private static boolean isDispatched(MethodHandleInfo info) {
    return switch (info.getReferenceKind()) {
      case MethodHandleInfo.REF_invokeVirtual, MethodHandleInfo.REF_invokeInterface -> true;
      case MethodHandleInfo.REF_invokeSpecial -> Modifier.isPrivate(info.getModifiers());
      default -> false;
    };
  }

  /** Both weak: the site may outlive the method's class. */
  private static final class Known extends WeakReference<MethodHandle> {
    final WeakReference<MethodHandle> target;

    Known(MethodHandle handle, MethodHandle target) {
      super(handle);
      this.target = new WeakReference<>(target);
    }
  }
}
