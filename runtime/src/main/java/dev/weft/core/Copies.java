package dev.weft.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * The woven copies of classes. A class stays as it is; the form of its methods that can suspend
 * stands in a hidden class of the same nest, which is written when a continuation first enters the
 * class. So ordinary threads run plain code.
 *
 * <p>No lock is held while a copy is made, since that may run class loaders: two threads may each
 * make one, and the first to be known is used by both.
 */
public final class Copies {
  private static final ClassNotes<Copy> OF = new ClassNotes<>();

  /** By version; a class has several where it was redefined. */
  private static final ClassValue<Map<Integer, Entry>> BY_ORIGINAL =
      new ClassValue<>() {
        @Override
        protected Map<Integer, Entry> computeValue(Class<?> original) {
          return new ConcurrentHashMap<>();
        }
      };

  private static volatile @Nullable CopySource source;

  /**
   * Whether a class that has a copy may have been redefined. From then on each method of a copy
   * asks {@link #isStale} when it begins.
   */
  public static boolean redefined;

  /** A copy, or that there is none. */
  private record Entry(@Nullable Copy copy) {}

  private Copies() {}

  /** For the agent. */
  public static void use(CopySource installed) {
    source = installed;
  }

  static @Nullable CopySource source() {
    return source;
  }

  /** The copy that {@code type} is, or null. */
  static @Nullable Copy find(Class<?> type) {
    return type.getSuperclass() == WovenCopy.class ? OF.get(type) : null;
  }

  /** The lookup that the code has for which woven code of that class runs. */
  static Lookup originalOf(Lookup caller) {
    Class<?> type = caller.lookupClass();
    Copy copy = find(type);
    if (copy != null) {
      return TrustedLookup.of(copy.original);
    }
    Registry.Spun spun = Registry.spun(type);
    if (spun == null) {
      throw new IllegalCallerException(type + " is not woven");
    }
    return TrustedLookup.of(spun.caller());
  }

  static void redefining(Class<?> original) {
    if (!BY_ORIGINAL.get(original).isEmpty()) {
      redefined = true;
    }
  }

  /** Whether a copy is of an older version of its class than the one that new activations run. */
  @Hidden
  public static boolean isStale(Class<?> copy) {
    Copy known = find(copy);
    if (known == null || known.redefinitions == Registry.redefinitions(known.original)) {
      return false;
    }
    int redefinitions = Registry.redefinitions(known.original);
    ClassInfo info = Registry.find(known.original);
    if (info != null && info.version == known.version) {
      known.redefinitions = redefinitions;
      return false;
    }
    return true;
  }

  /** Makes the copy of a class ahead of its first use; false if it has none. */
  public static boolean prepare(Class<?> original) {
    ClassInfo info = Registry.find(original);
    return info != null && !info.isWrittenByHand() && copyOf(original, info.version) != null;
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

  /**
   * The woven form of a method: of its copy, of the class itself where that was spun, or written by
   * hand.
   *
   * @return null if it has none
   */
  static @Nullable MethodHandle handle(
      Class<?> declaring, ClassInfo info, int place, MethodType type)
      throws ReflectiveOperationException {
    if (declaring.isHidden()) {
      Class<?> woven = Registry.spun(declaring) == null ? Lambdas.woven(declaring) : declaring;
      return woven == null
          ? null
          : TrustedLookup.LOOKUP.findStatic(woven, CopyInfo.nameOf(info.names[place], place), type);
    }
    if (info.isWrittenByHand()) {
      return Twins.handle(declaring, info, place, type);
    }
    Copy copy = copyOf(declaring, info.version);
    return copy != null && copy.info.has(place) ? copy.handle(place, type) : null;
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

  private static Copy define(Class<?> original, int version, CopySource.Written written) {
    int redefinitions = Registry.redefinitions(original);
    Class<?> type = Nestmates.define(original, written.classFile);
    Copy copy = new Copy(type, original, version, redefinitions, written.info);
    OF.put(type, copy);
    return copy;
  }
}
