package dev.weft;

import dev.weft.core.Copies;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What the agent has done in this JVM, for people to print. Thread-safe. */
public final class Weaving {
  /** At most so many entries are kept; further ones are only counted. */
  private static final int KEPT = 100_000;

  private static final List<LeftAlone> LEFT_ALONE = new ArrayList<>();
  private static final LongAdder LEFT_ALONE_COUNT = new LongAdder();
  private static final LongAdder CLASSES = new LongAdder();
  private static final LongAdder METHODS = new LongAdder();

  /**
   * A class or method that was left as it was.
   *
   * @param className binary name
   * @param method name and descriptor, or empty for the whole class
   * @param reason one line
   */
  public record LeftAlone(String className, String method, String reason) {
    @Override
    public String toString() {
      return className + (method.isEmpty() ? "" : "." + method) + ": " + reason;
    }
  }

  private Weaving() {}

  public static List<LeftAlone> leftAlone() {
    synchronized (LEFT_ALONE) {
      return List.copyOf(LEFT_ALONE);
    }
  }

  /** All that were left alone, those included that the list had no room for. */
  public static long leftAloneCount() {
    return LEFT_ALONE_COUNT.sum();
  }

  /** Classes of which a woven form has been written: those that a continuation has entered. */
  public static long wovenClasses() {
    return CLASSES.sum();
  }

  /** The methods that can suspend of {@link #wovenClasses}. */
  public static long wovenMethods() {
    return METHODS.sum();
  }

  /**
   * Writes the form of a woven class that can suspend ahead of its first use, which would otherwise
   * wait for it (a millisecond or so): for servers that warm up.
   *
   * @return false if the class has none: it is not woven, or nothing in it can suspend
   */
  public static boolean prepare(Class<?> type) {
    return Copies.prepare(type);
  }

  /** For the agent. */
  public static void recordLeftAlone(LeftAlone entry) {
    LEFT_ALONE_COUNT.increment();
    synchronized (LEFT_ALONE) {
      if (LEFT_ALONE.size() < KEPT) {
        LEFT_ALONE.add(entry);
      }
    }
  }

  /** For the agent. */
  public static void recordWoven(int methods) {
    CLASSES.increment();
    METHODS.add(methods);
  }
}
