package dev.weft.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sites that were found: an open-addressing table by a key of hook and stack, which only grows,
 * to {@link #MAX}. What comes after that is counted by hook alone, so memory is bounded and no call
 * is lost. A site is added under a lock and found without one.
 */
public final class Sites {
  static final int MAX = 4096;
  private static final int CAPACITY = MAX * 4;

  private static final StackTraceElement[] NO_STACK = {};

  /**
   * Elements are written once, under the lock of the table. A plain array: the linking of an atomic
   * one takes milliseconds at the start. Who still sees null looks again under the lock; what a
   * site is made of is final, so who sees it sees it whole.
   */
  private static final @Nullable Site[] TABLE = new Site[CAPACITY];

  private static volatile int size;

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
      Site site = TABLE[i];
      if (site == null) {
        if (size >= MAX && key != hook) {
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
    synchronized (TABLE) {
      Site there = TABLE[i];
      if (there == null) {
        TABLE[i] = site;
        size++;
      }
      return there == null ? site : there;
    }
  }

  private static int slot(long key) {
    return (int) (key * 0x9E3779B97F4A7C15L >>> 32) & (CAPACITY - 1);
  }

  /** All that were found so far. */
  public static List<Site> all() {
    List<Site> all = new ArrayList<>();
    synchronized (TABLE) {
      for (Site site : TABLE) {
        if (site != null) {
          all.add(site);
        }
      }
    }
    return all;
  }

  /** Forgets all; not for while calls are recorded. */
  public static void clear() {
    synchronized (TABLE) {
      Arrays.fill(TABLE, null);
      size = 0;
    }
  }
}
