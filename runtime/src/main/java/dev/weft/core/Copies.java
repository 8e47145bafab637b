package dev.weft.core;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodHandles.Lookup.ClassOption;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * The woven copies of classes. A woven class keeps its own bodies, each behind a stub that asks for
 * the current continuation; the form that can suspend stands in a hidden class of the same nest,
 * which is written when a continuation first enters the class. So ordinary threads run plain code.
 *
 * <p>No lock is held while a copy is made, since that may run class loaders: two threads may each
 * make one, and the first to be known is used by both.
 */
public final class Copies {
  private static final MethodHandle MARK_PLAIN = markPlain();

  /** Copies that have been defined, until {@link #OF} has them. */
  private static final Map<Class<?>, Copy> PENDING = new ConcurrentHashMap<>();

  private static final ClassValue<@Nullable Copy> OF =
      new ClassValue<>() {
        @Override
        protected @Nullable Copy computeValue(Class<?> type) {
          return PENDING.remove(type);
        }
      };

  /** By version; a class has several where it was redefined. */
  private static final ClassValue<Map<Integer, Entry>> BY_ORIGINAL =
      new ClassValue<>() {
        @Override
        protected Map<Integer, Entry> computeValue(Class<?> original) {
          return new ConcurrentHashMap<>();
        }
      };

  /** The classes of {@link #call}, by version, and what it calls, by version and place. */
  private static final Map<Integer, WeakReference<Class<?>>> ORIGINALS = new ConcurrentHashMap<>();

  private static final ClassValue<Map<Long, MethodHandle>> BY_ARRAY =
      new ClassValue<>() {
        @Override
        protected Map<Long, MethodHandle> computeValue(Class<?> original) {
          return new ConcurrentHashMap<>();
        }
      };

  private static volatile @Nullable CopySource source;

  /** A copy, or that there is none. */
  private record Entry(@Nullable Copy copy) {}

  private Copies() {}

  /** For the agent. */
  public static void use(CopySource installed) {
    source = installed;
  }

  /** The copy that {@code type} is, or null. */
  static @Nullable Copy find(Class<?> type) {
    return type.getSuperclass() == WovenCopy.class ? OF.get(type) : null;
  }

  /**
   * Links the call of a stub: {@code (receiver, arguments …, continuation)}.
   *
   * @param version of the class, as {@link CopySource} knows it
   * @param place of the method in it
   * @param isStatic 1 if the method has no receiver, else 0
   */
  public static CallSite link(
      Lookup caller, String name, MethodType type, int version, int place, int isStatic) {
    Object shelf = Hooks.shelve();
    try {
      return new ConstantCallSite(
          target(caller.lookupClass(), name, type, version, place, isStatic != 0));
    } finally {
      Hooks.unshelve(shelf);
    }
  }

  /**
   * What a stub of a class file without dynamic calls calls.
   *
   * @param arguments the receiver, if there is one, first
   */
  @Hidden
  public static @Nullable Object call(
      int version, int place, int isStatic, @Nullable Object[] arguments, ContinuationCore c)
      throws Throwable {
    WeakReference<Class<?>> known = ORIGINALS.get(version);
    Class<?> original = known == null ? null : known.get();
    MethodHandle handle =
        original == null ? null : BY_ARRAY.get(original).get((long) version << 32 | place);
    if (handle == null) {
      handle = linkByArray(version, place, isStatic != 0);
    }
    return handle.invokeExact(arguments, c);
  }

  private static MethodHandle linkByArray(int version, int place, boolean isStatic)
      throws ReflectiveOperationException {
    Object shelf = Hooks.shelve();
    try {
      CopySource s = source;
      Class<?> original = s == null ? null : s.original(version);
      ClassInfo info = original == null ? null : Registry.find(original);
      if (original == null || info == null) {
        throw new IllegalStateException("a stub runs whose class is not known: " + version);
      }
      Copy copy = copyOf(original, version);
      MethodHandle target =
          copy != null && copy.info.has(place)
              ? copy.handle(place)
              : plain(original, info.names[place], place, isStatic);
      int count = target.type().parameterCount() - 1;
      MethodType generic =
          target.type().generic().changeParameterType(count, ContinuationCore.class);
      MethodHandle handle = target.asType(generic).asSpreader(0, Object[].class, count);
      ORIGINALS.put(version, new WeakReference<>(original));
      BY_ARRAY.get(original).put((long) version << 32 | place, handle);
      return handle;
    } finally {
      Hooks.unshelve(shelf);
    }
  }

  /** Makes the copy of a class ahead of its first use; false if it has none. */
  public static boolean prepare(Class<?> original) {
    ClassInfo info = Registry.find(original);
    return info != null && info.version != 0 && copyOf(original, info.version) != null;
  }

  /**
   * What the JVM says of a NullPointerException that it raised in a copy; it looks at no hidden
   * frames itself.
   *
   * @param bytecodeIndex of the instruction that raised it
   */
  static @Nullable String nullMessage(Copy copy, int place, int bytecodeIndex) {
    CopySource s = source;
    return s == null ? null : s.nullMessage(copy.original, copy.version, place, bytecodeIndex);
  }

  private static MethodHandle target(
      Class<?> original, String name, MethodType type, int version, int place, boolean isStatic) {
    Copy copy = copyOf(original, version);
    try {
      return copy != null && copy.info.has(place)
          ? copy.handle(place, type)
          : plain(original, name, place, isStatic).asType(type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no " + name + type + " in " + original, e);
    }
  }

  private static @Nullable Copy copyOf(Class<?> original, int version) {
    Map<Integer, Entry> known = BY_ORIGINAL.get(original);
    Entry entry = known.get(version);
    if (entry == null) {
      Entry made = new Entry(make(original, version));
      Entry raced = known.putIfAbsent(version, made);
      entry = raced == null ? made : raced;
    }
    return entry.copy();
  }

  private static @Nullable Copy make(Class<?> original, int version) {
    CopySource s = source;
    while (s != null) {
      CopySource.Written written = s.write(original, version);
      if (written == null) {
        return null;
      }
      try {
        return define(original, version, written);
      } catch (LinkageError e) {
        if (!s.refused(original, version, e)) {
          return null;
        }
      }
    }
    return null;
  }

  /** Defines and verifies it. */
  private static Copy define(Class<?> original, int version, CopySource.Written written) {
    Class<?> type;
    try {
      Lookup host = TrustedLookup.LOOKUP.in(original);
      type = host.defineHiddenClass(written.classFile, false, ClassOption.NESTMATE).lookupClass();
    } catch (IllegalAccessException e) {
      throw new IllegalAccessError(e.getMessage());
    }
    Unsafe.getUnsafe().ensureClassInitialized(type);
    Copy copy = new Copy(type, original, version, written.info);
    PENDING.put(type, copy);
    OF.get(type);
    return copy;
  }

  /** Calls the method itself, whose stub is told to run the plain body: a foreign frame. */
  private static MethodHandle plain(Class<?> original, String name, int place, boolean isStatic)
      throws ReflectiveOperationException {
    ClassInfo info = Registry.find(original);
    if (info == null) {
      throw new IllegalStateException("no weaving of " + original + " is recorded");
    }
    MethodType own =
        MethodType.fromMethodDescriptorString(info.descriptors[place], original.getClassLoader());
    Lookup lookup = TrustedLookup.LOOKUP;
    MethodHandle method =
        isStatic
            ? lookup.findStatic(original, name, own)
            : lookup.findSpecial(original, name, own, original);
    int last = method.type().parameterCount();
    MethodHandle called = MethodHandles.dropArguments(method, last, ContinuationCore.class);
    return MethodHandles.foldArguments(called, last, MARK_PLAIN);
  }

  private static MethodHandle markPlain() {
    try {
      return MethodHandles.lookup()
          .findStatic(
              Copies.class, "markPlain", MethodType.methodType(void.class, ContinuationCore.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Hidden
  @SuppressWarnings("UnusedMethod") // found by name
  private static void markPlain(ContinuationCore c) {
    c.link = ContinuationCore.PLAIN;
  }
}
