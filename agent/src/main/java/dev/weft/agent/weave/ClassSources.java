package dev.weft.agent.weave;

import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The class files of classes that have stubs, until their copies are made. Each gets a number, its
 * version: a class that is redefined has several.
 *
 * <p>A class file is held softly. One that is gone can be had again from the JVM ({@link
 * Weaver.Recovery}). Those of the boot loader, which are few, are held.
 */
final class ClassSources {
  /** One version of one class. */
  static final class Source {
    final String className;

    /** As {@link Neighbours#last} when it was woven. */
    final int lastSeen;

    private final WeakReference<@Nullable ClassLoader> loader;
    private final int length;
    private final long sum;
    private final SoftReference<byte[]> softly;
    private final byte @Nullable [] held;

    Source(@Nullable ClassLoader loader, String className, int lastSeen, byte[] classFile) {
      this.className = className;
      this.lastSeen = lastSeen;
      this.loader = new WeakReference<>(loader);
      this.length = classFile.length;
      this.sum = sum(classFile);
      this.softly = new SoftReference<>(classFile);
      this.held = loader == null ? classFile : null;
    }

    /** Null if it cannot be had any more. */
    byte @Nullable [] classFile(Class<?> type, Weaver.Recovery recovery) {
      byte[] known = held == null ? softly.get() : held;
      if (known != null) {
        return known;
      }
      byte[] again = recovery.classFileOf(type);
      boolean isSame = again != null && again.length == length && sum(again) == sum;
      return isSame ? again : null;
    }

    /** Which is quick from the first time on, as the JVM has it ready. */
    private static long sum(byte[] classFile) {
      CRC32 sum = new CRC32();
      sum.update(classFile);
      return sum.getValue();
    }
  }

  private final AtomicInteger next = new AtomicInteger(1);
  private final Map<Integer, Source> ofBootLoader = new ConcurrentHashMap<>();
  private final Map<ClassLoader, Map<Integer, Source>> byLoader = new WeakHashMap<>();

  /**
   * @param className binary name
   * @param lastSeen {@link Neighbours#last} when it was woven
   * @return its version
   */
  int add(@Nullable ClassLoader loader, String className, int lastSeen, byte[] classFile) {
    int version = next.getAndIncrement();
    of(loader).put(version, new Source(loader, className, lastSeen, classFile));
    return version;
  }

  @Nullable Source find(@Nullable ClassLoader loader, int version) {
    return of(loader).get(version);
  }

  /** The loaded class of that version; null if there is none. */
  @Nullable Class<?> load(int version) {
    for (Map<Integer, Source> sources : all()) {
      Source source = sources.get(version);
      if (source != null) {
        try {
          return Class.forName(source.className, false, source.loader.get());
        } catch (ClassNotFoundException | LinkageError e) {
          return null;
        }
      }
    }
    return null;
  }

  private Iterable<Map<Integer, Source>> all() {
    synchronized (byLoader) {
      List<Map<Integer, Source>> all = new ArrayList<>(byLoader.values());
      all.add(ofBootLoader);
      return all;
    }
  }

  private Map<Integer, Source> of(@Nullable ClassLoader loader) {
    if (loader == null) {
      return ofBootLoader;
    }
    synchronized (byLoader) {
      return byLoader.computeIfAbsent(loader, l -> new ConcurrentHashMap<>());
    }
  }
}
