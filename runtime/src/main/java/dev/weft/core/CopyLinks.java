package dev.weft.core;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.WrongMethodTypeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a woven copy does in its original's name, because only the original may: calls of super
 * methods, protected members of other packages, and whatever looks at who asks. Each method is a
 * bootstrap that serves copies only.
 */
public final class CopyLinks {
  private CopyLinks() {}

  /**
   * Links a call site of the original's by its own bootstrap.
   *
   * @param args that bootstrap, then its static arguments
   */
  public static @Nullable CallSite site(Lookup copy, String name, MethodType type, Object... args)
      throws Throwable {
    return (CallSite) invoke(Copies.originalOf(copy), name, type, args);
  }

  /** A dynamic constant of the original's, by its own bootstrap, as in {@link #site}. */
  public static @Nullable Object constant(Lookup copy, String name, Class<?> type, Object... args)
      throws Throwable {
    return invoke(Copies.originalOf(copy), name, type, args);
  }

  /** The lookup that the original's code has. */
  public static Lookup lookup(Lookup copy, String name, Class<?> type) {
    return Copies.originalOf(copy);
  }

  /**
   * A handle as a constant of the original.
   *
   * @param kind of {@link MethodHandleInfo}: a special or virtual method
   */
  public static MethodHandle handle(
      Lookup copy, String name, Class<?> type, int kind, Class<?> owner, MethodType called)
      throws ReflectiveOperationException {
    return find(Copies.originalOf(copy), kind, owner, name, called);
  }

  /**
   * Links an access to a member that the original may use.
   *
   * @param type receiver, if there is one, then arguments or value; what the copy may not name as
   *     Object
   * @param kind of {@link MethodHandleInfo}
   * @param descriptor the member's own
   */
  public static CallSite member(
      Lookup copy, String name, MethodType type, int kind, Class<?> owner, String descriptor)
      throws ReflectiveOperationException {
    Lookup lookup = Copies.originalOf(copy);
    @Nullable ClassLoader loader = lookup.lookupClass().getClassLoader();
    boolean isMethod = descriptor.charAt(0) == '(';
    MethodType called =
        MethodType.fromMethodDescriptorString(isMethod ? descriptor : "()" + descriptor, loader);
    if (kind == MethodHandleInfo.REF_putField || kind == MethodHandleInfo.REF_putStatic) {
      called = MethodType.methodType(void.class, called.returnType());
    }
    return new ConstantCallSite(
        find(lookup, kind, owner, name, called).asFixedArity().asType(type));
  }

  /**
   * The call that the selector stands for.
   *
   * @throws LinkageError as the JVM would
   */
  static MethodHandle find(Lookup lookup, int kind, Selector selector) {
    MethodType called =
        MethodType.fromMethodDescriptorString(
            selector.descriptor(), lookup.lookupClass().getClassLoader());
    try {
      return find(lookup, kind, selector.owner(), selector.name(), called);
    } catch (NoSuchMethodException e) {
      throw (NoSuchMethodError) new NoSuchMethodError(e.getMessage()).initCause(e);
    } catch (IllegalAccessException e) {
      throw e.getCause() instanceof LinkageError cause
          ? cause
          : (IllegalAccessError) new IllegalAccessError(e.getMessage()).initCause(e);
    } catch (ReflectiveOperationException e) {
      throw (IncompatibleClassChangeError)
          new IncompatibleClassChangeError(e.getMessage()).initCause(e);
    }
  }

  private static MethodHandle find(
      Lookup lookup, int kind, Class<?> owner, String name, MethodType called)
      throws ReflectiveOperationException {
    return switch (kind) {
      case MethodHandleInfo.REF_invokeSpecial ->
          lookup.findSpecial(owner, name, called, lookup.lookupClass());
      case MethodHandleInfo.REF_invokeVirtual, MethodHandleInfo.REF_invokeInterface ->
          lookup.findVirtual(owner, name, called);
      case MethodHandleInfo.REF_invokeStatic -> lookup.findStatic(owner, name, called);
      case MethodHandleInfo.REF_getField -> lookup.findGetter(owner, name, called.returnType());
      case MethodHandleInfo.REF_putField -> lookup.findSetter(owner, name, called.parameterType(0));
      case MethodHandleInfo.REF_getStatic ->
          lookup.findStaticGetter(owner, name, called.returnType());
      case MethodHandleInfo.REF_putStatic ->
          lookup.findStaticSetter(owner, name, called.parameterType(0));
      default -> throw new IllegalArgumentException("reference kind " + kind);
    };
  }

  /** As the JVM invokes bootstraps. */
  private static @Nullable Object invoke(
      Lookup lookup, String name, Object type, @Nullable Object[] args) throws Throwable {
    if (!(args[0] instanceof MethodHandle bootstrap)) {
      throw new WrongMethodTypeException("the first argument is the bootstrap");
    }
    List<@Nullable Object> all = new ArrayList<>(List.of(lookup, name, type));
    all.addAll(Arrays.asList(args).subList(1, args.length));
    return bootstrap.invokeWithArguments(all);
  }
}
