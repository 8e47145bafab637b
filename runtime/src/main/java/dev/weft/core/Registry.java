package dev.weft.core;

import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The woven classes. The weaver knows a class by loader and name before it exists; woven code names
 * it by its Class. What is resolved hangs on the Class itself, so that nothing here keeps a loader
 * alive.
 */
public final class Registry {
  private static final Map<ClassLoader, Map<String, ClassInfo>> BY_LOADER = new WeakHashMap<>();
  private static final Map<String, ClassInfo> OF_BOOT_LOADER = new ConcurrentHashMap<>();
  private static final Map<Class<?>, ClassInfo> HIDDEN = new WeakHashMap<>();

  private static final ClassValue<MethodRef[]> METHODS =
      new ClassValue<>() {
        @Override
        protected MethodRef[] computeValue(Class<?> type) {
          Copy copy = Copies.find(type);
          if (copy != null) {
            return copy.methods;
          }
          ClassInfo info = find(type);
          if (info == null) {
            throw new IllegalStateException(
                "woven code of " + type + " runs, but its weaving was not recorded");
          }
          return new MethodRef[info.names.length];
        }
      };

  private Registry() {}

  /**
   * Records a class about to be defined by {@code loader} (null: the boot loader); {@code name} is
   * its binary name.
   */
  public static void register(@Nullable ClassLoader loader, String name, ClassInfo info) {
    if (loader == null) {
      OF_BOOT_LOADER.put(name, info);
      return;
    }
    synchronized (BY_LOADER) {
      BY_LOADER.computeIfAbsent(loader, l -> new ConcurrentHashMap<>()).put(name, info);
    }
  }

  /** Records a hidden class, which has no name that a loader knows. */
  public static void register(Class<?> hidden, ClassInfo info) {
    synchronized (HIDDEN) {
      HIDDEN.put(hidden, info);
    }
  }

  /** Whether the class was woven as it was loaded. */
  public static boolean knows(Class<?> type) {
    return find(type) != null;
  }

  static @Nullable ClassInfo find(Class<?> type) {
    if (type.isHidden()) {
      synchronized (HIDDEN) {
        return HIDDEN.get(type);
      }
    }
    ClassLoader loader = type.getClassLoader();
    if (loader == null) {
      return OF_BOOT_LOADER.get(type.getName());
    }
    synchronized (BY_LOADER) {
      Map<String, ClassInfo> classes = BY_LOADER.get(loader);
      return classes == null ? null : classes.get(type.getName());
    }
  }

  /**
   * @param owner a woven copy or a spun class
   */
  static MethodRef method(Class<?> owner, int index) {
    MethodRef[] methods = METHODS.get(owner);
    MethodRef method = methods[index];
    return method != null ? method : resolve(owner, index, methods);
  }

  private static MethodRef resolve(Class<?> owner, int index, MethodRef[] methods) {
    Copy copy = Copies.find(owner);
    if (copy != null) {
      return copy.method(index);
    }
    ClassInfo info = find(owner);
    if (info == null) {
      throw new IllegalStateException("no weaving of " + owner + " is recorded");
    }
    MethodRef method = MethodRef.ofSpun(owner, info, index);
    methods[index] = method; // two threads may each make one; both are right
    return method;
  }
}
