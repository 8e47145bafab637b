package dev.weft.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The sites that were found: an open-addressing table by a key of hook and stack, without locks,
 * which only grows, to {@link #MAX}. What comes after that is counted by hook alone, so memory is
 * bounded and no call is lost.
 */
public final class Sites {
  static final int MAX = 4096;
  private static final int CAPACITY = MAX * 4;

  private static final AtomicReferenceArray<@Nullable Site> TABLE =
      new AtomicReferenceArray<>(CAPACITY);
  private static final AtomicInteger SIZE = new AtomicInteger();
  private static final StackTraceElement[] NO_STACK = {};

  private Sites() {}

  /** The site of the calling code. */
  static Site here(int hook, Context context) {
    StackKey stack = new StackKey();
    Site site = find(stack.key(hook), hook, stack, context);
    site.noteThread(Thread.currentThread().getName());
    return site;
  }

  private static Site find(long key, int hook, StackKey stack, Context context) {
    for (int i = slot(key); ; i = (i + 1) & (CAPACITY - 1)) {
      Site site = TABLE.get(i);
      if (site == null) {
        if (SIZE.get() >= MAX && key != hook) {
          return find(hook, hook, stack, context); // at most one more for each hook
        }
        site = added(i, newSite(key, hook, stack, context));
      }
      if (site.key == key) {
        return site;
      }
    }
  }

  private static Site newSite(long key, int hook, StackKey stack, Context context) {
    Object task = context.task;
    String name = task == null ? null : task.getClass().getName();
    return new Site(key, hook, key == hook ? NO_STACK : stack.frames(), name);
  }

  /** The one that is there in the end. */
  private static Site added(int i, Site site) {
    Site there = TABLE.compareAndExchange(i, null, site);
    if (there != null) {
      return there;
    }
    SIZE.incrementAndGet();
    return site;
  }

  private static int slot(long key) {
    return (int) (key * 0x9E3779B97F4A7C15L >>> 32) & (CAPACITY - 1);
  }

  /** All that were found so far. */
  public static List<Site> all() {
    List<Site> all = new ArrayList<>();
    for (int i = 0; i < CAPACITY; i++) {
      Site site = TABLE.get(i);
      if (site != null) {
        all.add(site);
      }
    }
    return all;
  }

  /** Forgets all. */
  public static void clear() {
    for (int i = 0; i < CAPACITY; i++) {
      TABLE.set(i, null);
    }
    SIZE.set(0);
  }
}
