package dev.weft.core;

import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * What is known of woven classes. It is asked of the agent when a continuation first gets to a
 * class, and hangs on the Class itself, so that nothing here keeps a loader alive.
 */
public final class Registry {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  /** The JVM counts there how often it has redefined a class or one above it. */
  private static final long REDEFINITIONS =
      UNSAFE.objectFieldOffset(Class.class, JdkNames.REDEFINITIONS);

  private static final ClassNotes<Spun> SPUN = new ClassNotes<>();

  private static final ClassValue<Woven> WOVEN =
      new ClassValue<>() {
        @Override
        protected Woven computeValue(Class<?> type) {
          return new Woven();
        }
      };

  /** What was found out about a class last. */
  private static final class Woven {
    volatile @Nullable Description description;

    /** Whether an agent may have redefined it since it was loaded. */
    volatile boolean mayBeRedefined;
  }

  /**
   * @param info null if the class is not woven
   * @param redefinitions of the class when this was found out
   */
  private record Description(@Nullable ClassInfo info, int redefinitions) {}

  /**
   * A class that was spun.
   *
   * @param caller the class in whose name it calls
   */
  record Spun(ClassInfo info, Class<?> caller) {}

  private Registry() {}

  /** Records a class that was spun. */
  static void register(Class<?> hidden, ClassInfo info, Class<?> caller) {
    SPUN.put(hidden, new Spun(info, caller));
  }

  static @Nullable Spun spun(Class<?> type) {
    return type.isHidden() ? SPUN.get(type) : null;
  }

  /** Null if the class is not woven. */
  static @Nullable ClassInfo find(Class<?> type) {
    if (type.isHidden()) {
      Spun spun = spun(type);
      return spun == null ? Lambdas.find(type) : spun.info;
    }
    if (type.isArray() || type.isPrimitive()) {
      return null;
    }
    Woven woven = WOVEN.get(type);
    Description known = woven.description;
    if (known == null || (woven.mayBeRedefined && known.redefinitions != redefinitions(type))) {
      known = describe(type, woven.mayBeRedefined);
      woven.description = known;
    }
    return known.info;
  }

  private static Description describe(Class<?> type, boolean mayBeRedefined) {
    CopySource source = Copies.source();
    for (; ; ) {
      int before = redefinitions(type);
      ClassInfo info = source == null ? null : source.describe(type, mayBeRedefined);
      int after = redefinitions(type);
      if (info == null || after == before || after == before + 1) { // the question may count itself
        return new Description(info, after);
      }
    }
  }

  /** Told by the agent that a class is about to be redefined; the JVM may yet refuse. */
  public static void redefining(Class<?> type) {
    WOVEN.get(type).mayBeRedefined = true;
    Copies.redefining(type);
  }

  static int redefinitions(Class<?> type) {
    return UNSAFE.getIntVolatile(type, REDEFINITIONS);
  }

  /**
   * @param owner a woven copy or a class that was spun
   */
  static MethodRef method(Class<?> owner, int index) {
    MethodRef[] methods = METHODS.get(owner);
    MethodRef method = methods[index];
    return method != null ? method : resolve(owner, index, methods);
  }

  private static final ClassValue<MethodRef[]> METHODS =
      new ClassValue<>() {
        @Override
        protected MethodRef[] computeValue(Class<?> type) {
          Copy copy = Copies.find(type);
          if (copy != null) {
            return copy.methods;
          }
          Spun spun = spun(type);
          if (spun == null) {
            throw new IllegalStateException("woven code of " + type + " runs, but is not known");
          }
          return new MethodRef[spun.info.names.length];
        }
      };

  private static MethodRef resolve(Class<?> owner, int index, MethodRef[] methods) {
    Copy copy = Copies.find(owner);
    if (copy != null) {
      return copy.method(index);
    }
    Spun spun = spun(owner);
    if (spun == null) {
      throw new IllegalStateException(owner + " was not spun");
    }
    MethodRef method = MethodRef.ofSpun(owner, spun.info, index);
    methods[index] = method; // two threads may each make one; both are right
    return method;
  }
}
