package dev.weft.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * What a call names, and which woven method it selects: the JVM's rules (JVMS 5.4.3, 5.4.6), by the
 * class files that the weaver knows, so that no type of a descriptor is loaded for it. Where a
 * class that is not woven has a say, the JVM is asked.
 *
 * @param owner the class that the call names
 * @param descriptor the method's own
 * @param type by which a copy of the method is called ({@link CopyCalls})
 */
record Selector(Class<?> owner, String name, String descriptor, MethodType type) {
  private static final int PACKAGE_PRIVATE =
      Modifier.PUBLIC | Modifier.PROTECTED | Modifier.PRIVATE;

  /** The copies that objects of a class run, where they have some. */
  private static final ClassValue<Map<Selector, Selected>> BY_RECEIVER =
      new ClassValue<>() {
        @Override
        protected Map<Selector, Selected> computeValue(Class<?> receiver) {
          return new ConcurrentHashMap<>();
        }
      };

  /** A copy's method, or that there is none. */
  private record Selected(@Nullable MethodHandle copy) {}

  /** A method of a woven class. */
  record Found(Class<?> declaring, ClassInfo info, int place) {
    int access() {
      return info.access[place];
    }

    /** Null if it has no copy. */
    @Nullable MethodHandle copy(MethodType type) throws ReflectiveOperationException {
      return Copies.handle(declaring, info, place, type);
    }
  }

  /** The copy's method that a call on an object of {@code receiver} runs; null if it has none. */
  @Nullable MethodHandle virtualMethod(Class<?> receiver) {
    Map<Selector, Selected> known = BY_RECEIVER.get(receiver);
    Selected selected = known.get(this);
    if (selected == null) {
      selected = new Selected(select(receiver));
      Selected raced = known.putIfAbsent(this, selected);
      selected = raced == null ? selected : raced;
    }
    return selected.copy();
  }

  private @Nullable MethodHandle select(Class<?> receiver) {
    if (receiver.isArray() || !owner.isAssignableFrom(receiver)) {
      return null; // an array's methods are Object's
    }
    try {
      Resolved resolved = resolve();
      if (Modifier.isPrivate(resolved.access)) {
        Found own = declaredBy(resolved.declaring);
        return own == null ? null : own.copy(type);
      }
      Found found = inClasses(receiver, resolved);
      if (found == null || (owner.isInterface() && !Modifier.isPublic(found.access()))) {
        return null;
      }
      return found.copy(type);
    } catch (ReflectiveOperationException
        | IllegalArgumentException
        | LinkageError
        | TypeNotPresentException e) {
      return null; // the call itself will say what is wrong
    }
  }

  /** What the call names: not yet what it selects. */
  private record Resolved(Class<?> declaring, int access) {
    boolean isPackagePrivate() {
      return (access & PACKAGE_PRIVATE) == 0;
    }
  }

  private Resolved resolve() throws ReflectiveOperationException {
    for (Class<?> type = owner; type != null && !owner.isInterface(); type = type.getSuperclass()) {
      ClassInfo info = Registry.find(type);
      if (info == null) {
        break;
      }
      int place = info.find(name, descriptor);
      if (place >= 0) {
        return new Resolved(type, info.access[place]);
      }
    }
    if (owner.isInterface()) {
      Resolved known =
          Registry.find(owner) == null ? new Resolved(owner, Modifier.PUBLIC) : declaredFrom(owner);
      if (known != null) {
        return known;
      }
    }
    MethodType method = methodType(owner);
    MethodHandleInfo info =
        TrustedLookup.LOOKUP.revealDirect(TrustedLookup.LOOKUP.findVirtual(owner, name, method));
    return new Resolved(info.getDeclaringClass(), info.getModifiers());
  }

  /** By an interface or one above it; null if woven ones do not say. */
  private @Nullable Resolved declaredFrom(Class<?> type) {
    Found found = declaredBy(type);
    if (found != null) {
      return new Resolved(type, found.access());
    }
    for (Class<?> above : type.getInterfaces()) {
      Resolved inherited = declaredFrom(above);
      if (inherited != null && !Modifier.isPrivate(inherited.access)) {
        return inherited;
      }
    }
    return null;
  }

  /**
   * The method itself that a call on an object of {@code receiver} runs; null where the JVM's
   * search for it could give another one. Those of the JDK are left out: some look at who calls.
   */
  @Nullable MethodHandle plainMethod(Class<?> receiver) {
    if (receiver.isArray() || !owner.isAssignableFrom(receiver)) {
      return null;
    }
    try {
      Lookup lookup = TrustedLookup.of(receiver);
      MethodHandle handle = lookup.findSpecial(receiver, name, methodType(receiver), receiver);
      MethodHandleInfo found = lookup.revealDirect(handle);
      return found.getDeclaringClass().getClassLoader() != null && isSelected(found)
          ? handle.asFixedArity()
          : null;
    } catch (ReflectiveOperationException
        | IllegalArgumentException
        | LinkageError
        | TypeNotPresentException e) {
      return null;
    }
  }

  /** The verifier lets any object pass for an interface. */
  @Hidden
  void requireInterface(Class<?> receiver) {
    if (owner.isInterface() && !owner.isAssignableFrom(receiver)) {
      throw new IncompatibleClassChangeError(
          "Class "
              + receiver.getName()
              + " does not implement the requested interface "
              + owner.getName());
    }
  }

  /**
   * Whether the JVM lets a call in {@code original} name this method, not a static one: JVMS 5.4.4.
   */
  boolean isPermitted(Class<?> original) {
    try {
      Resolved resolved = resolve();
      return !Modifier.isStatic(resolved.access)
          && mayUse(original, resolved.declaring, resolved.access);
    } catch (ReflectiveOperationException | LinkageError e) {
      return false;
    } catch (IllegalArgumentException | TypeNotPresentException e) {
      return true; // nobody can ask
    }
  }

  private boolean isSelected(MethodHandleInfo found) throws ReflectiveOperationException {
    int access = found.getModifiers();
    Resolved resolved = resolve();
    return (access & (Modifier.PRIVATE | Modifier.STATIC | Modifier.ABSTRACT)) == 0
        && !Modifier.isPrivate(resolved.access)
        && (Modifier.isPublic(access) || !owner.isInterface())
        && (!resolved.isPackagePrivate()
            || isInPackageOf(found.getDeclaringClass(), resolved.declaring));
  }

  private MethodType methodType(Class<?> seenFrom) {
    return MethodType.fromMethodDescriptorString(descriptor, seenFrom.getClassLoader());
  }

  /** What a super call in {@code original} runs, or a call of a method of its own. */
  @Nullable MethodHandle superMethod(Class<?> original) {
    try {
      Class<?> above = original.getSuperclass();
      Found found = owner == original || owner.isInterface() ? declaredBy(owner) : null;
      if (found == null && owner != original) {
        found =
            owner.isInterface() || above == null ? inInterface(original) : inClasses(above, null);
      }
      return found != null
              && (found.access() & (Modifier.STATIC | Modifier.ABSTRACT)) == 0
              && mayUse(original, found)
          ? found.copy(type)
          : null;
    } catch (ReflectiveOperationException
        | IllegalArgumentException
        | LinkageError
        | TypeNotPresentException e) {
      return null;
    }
  }

  /** What an interface inherits from those that it extends. */
  private @Nullable Found inInterface(Class<?> original) throws ReflectiveOperationException {
    Lookup lookup = TrustedLookup.of(original);
    MethodHandle handle = lookup.findSpecial(owner, name, methodType(original), original);
    return declaredBy(lookup.revealDirect(handle).getDeclaringClass());
  }

  /** The static method that a call in {@code original} runs; null if its class is not woven. */
  @Nullable Found staticMethod(Class<?> original) {
    for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
      ClassInfo info = Registry.find(type);
      if (info == null) {
        return null;
      }
      int place = info.find(name, descriptor);
      if (place >= 0) {
        Found found = new Found(type, info, place);
        return Modifier.isStatic(found.access()) && mayUse(original, found) ? found : null;
      }
    }
    return null;
  }

  /**
   * The method that the owner itself declares; null if it has no copy or its receiver may be null.
   */
  @Nullable MethodHandle ownMethod() throws ReflectiveOperationException {
    Found found = declaredBy(owner);
    return found == null ? null : found.copy(type);
  }

  /** JVMS 5.4.4; whether the owner is accessible, the JVM has asked. */
  private static boolean mayUse(Class<?> original, Found found) {
    return mayUse(original, found.declaring, found.access());
  }

  private static boolean mayUse(Class<?> original, Class<?> declaring, int access) {
    if (Modifier.isPublic(access) || declaring == original) {
      return true;
    }
    if (Modifier.isPrivate(access)) {
      return declaring.isNestmateOf(original);
    }
    return isInPackageOf(declaring, original)
        || (Modifier.isProtected(access) && declaring.isAssignableFrom(original));
  }

  private static boolean isInPackageOf(Class<?> a, Class<?> b) {
    return a.getClassLoader() == b.getClassLoader()
        && a.getPackageName().equals(b.getPackageName());
  }

  private @Nullable Found declaredBy(Class<?> type) {
    ClassInfo info = Registry.find(type);
    int place = info == null ? -1 : info.find(name, descriptor);
    return info == null || place < 0 ? null : new Found(type, info, place);
  }

  /**
   * The first method from {@code receiver} upwards, then what interfaces have by default.
   *
   * @param resolved what it must override; null for a super call
   */
  private @Nullable Found inClasses(Class<?> receiver, @Nullable Resolved resolved)
      throws ReflectiveOperationException {
    for (Class<?> type = receiver; type != null; type = type.getSuperclass()) {
      if (Registry.find(type) == null) {
        break;
      }
      Found found = declaredBy(type);
      if (found != null
          && (found.access() & (Modifier.STATIC | Modifier.PRIVATE)) == 0
          && overrides(found, resolved)) {
        return Modifier.isAbstract(found.access()) ? null : found;
      }
    }
    return resolved != null && resolved.isPackagePrivate() ? null : byTheJvm(receiver);
  }

  /**
   * Whoever resolves a method does not look over what is private or static, as the JVM does here.
   */
  private @Nullable Found byTheJvm(Class<?> receiver) throws ReflectiveOperationException {
    Lookup lookup = TrustedLookup.of(receiver);
    MethodHandle handle = lookup.findSpecial(receiver, name, methodType(receiver), receiver);
    Found found = declaredBy(lookup.revealDirect(handle).getDeclaringClass());
    int refused = Modifier.ABSTRACT | Modifier.STATIC | Modifier.PRIVATE;
    return found != null && (found.access() & refused) == 0 ? found : null;
  }

  /**
   * JVMS 5.4.5: what is package-private is overridden in its own package, and through a method
   * there that others may override.
   */
  private boolean overrides(Found found, @Nullable Resolved resolved) {
    if (resolved == null
        || found.declaring == resolved.declaring
        || !resolved.isPackagePrivate()
        || isInPackageOf(found.declaring, resolved.declaring)) {
      return true;
    }
    Class<?> above = found.declaring.getSuperclass();
    while (above != null && above != resolved.declaring) {
      Found between = declaredBy(above);
      if (between != null
          && (between.access() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0
          && isInPackageOf(above, resolved.declaring)) {
        return true;
      }
      above = above.getSuperclass();
    }
    return false;
  }
}
