package dev.weft.agent.weave;

import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The class files of loaded classes, for their copies. Each gets a number, its version: a class
 * that is redefined has several.
 *
 * <p>A class file is held softly. One that is gone can be had again from the JVM ({@link
 * Weaver.Recovery}). Those of the boot loader, which are few, are held.
 */
final class ClassSources {
  /** One version of one class. */
  static final class Source {
    final int version;

    private final int length;
    private final long sum;
    private final SoftReference<byte[]> softly;
    private final byte @Nullable [] held;

    Source(boolean isHeld, int version, byte[] classFile) {
      this.version = version;
      this.length = classFile.length;
      this.sum = sum(classFile);
      this.softly = new SoftReference<>(classFile);
      this.held = isHeld ? classFile : null;
    }

    /** Null if it cannot be had any more. */
    byte @Nullable [] classFile(Class<?> type, Weaver.Recovery recovery) {
      byte[] known = held == null ? softly.get() : held;
      if (known != null) {
        return known;
      }
      byte[] again = recovery.classFileOf(type);
      return again != null && isOf(again) ? again : null;
    }

    private boolean isOf(byte[] classFile) {
      return classFile.length == length && sum(classFile) == sum;
    }

    /** Which is quick from the first time on, as the JVM has it ready. */
    private static long sum(byte[] classFile) {
      CRC32 sum = new CRC32();
      sum.update(classFile);
      return sum.getValue();
    }
  }

  /** Those of one loader. */
  private static final class OfLoader {
    final Map<String, Source> latest = new ConcurrentHashMap<>();
    final Map<Integer, Source> byVersion = new ConcurrentHashMap<>();
  }

  private final AtomicInteger next = new AtomicInteger(1);
  private final OfLoader ofBootLoader = new OfLoader();
  private final Map<ClassLoader, OfLoader> byLoader = new WeakHashMap<>();

  /**
   * @param className binary name
   */
  Source add(@Nullable ClassLoader loader, String className, byte[] classFile) {
    Source source = new Source(loader == null, next.getAndIncrement(), classFile);
    OfLoader known = of(loader);
    known.byVersion.put(source.version, source);
    known.latest.put(className, source);
    return source;
  }

  /** As {@link #add}, if that is not the class file of the latest version. */
  synchronized Source update(@Nullable ClassLoader loader, String className, byte[] classFile) {
    Source known = latest(loader, className);
    return known != null && known.isOf(classFile) ? known : add(loader, className, classFile);
  }

  @Nullable Source latest(@Nullable ClassLoader loader, String className) {
    return of(loader).latest.get(className);
  }

  @Nullable Source find(@Nullable ClassLoader loader, int version) {
    return of(loader).byVersion.get(version);
  }

  private OfLoader of(@Nullable ClassLoader loader) {
    if (loader == null) {
      return ofBootLoader;
    }
    synchronized (byLoader) {
      return byLoader.computeIfAbsent(loader, l -> new OfLoader());
    }
  }
}
