package dev.weft.agent.detect;

import dev.weft.detect.Context;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells from a stack whether the thread was where it must not block.
 *
 * <p>An event of JFR comes about a second late, and the thread has run thousands of turns since.
 * But what begins a turn calls what runs in it, so it is on the stack of the event: that says more
 * exactly than any comparison of clocks where the thread was, and costs the turns nothing.
 */
final class TurnFrames {
  /** Run tasks of an executor, which may be an event loop. */
  private static final List<String> EXECUTOR_TURNS =
      List.of(
          "io.netty.util.concurrent.AbstractEventExecutor.safeExecute",
          "io.netty.channel.DefaultEventLoop.run");

  private static final String REACTOR = "reactor.core.scheduler.";
  private static final String FORBIDDEN = "dev.weft.detect.Blocking.forbidden";

  /** Methods that are wrapped in a turn: class and name. */
  private static final Set<String> WRAPPED = ConcurrentHashMap.newKeySet();

  /** Methods in which blocking is allowed, likewise. */
  private static final Set<String> ALLOWED = ConcurrentHashMap.newKeySet();

  static {
    ALLOWED.add("dev.weft.detect.Blocking.allowed");
  }

  private TurnFrames() {}

  /** Takes note that a method begins a turn. */
  static void add(String className, String method) {
    WRAPPED.add(className.replace('/', '.') + "." + method);
  }

  /** Takes note that a method may block. */
  static void addAllowed(String className, String method) {
    ALLOWED.add(className.replace('/', '.') + "." + method);
  }

  /** What a stack shows. */
  enum Place {
    INSIDE,
    OUTSIDE,
    /** Frames are missing. */
    UNKNOWN
  }

  /**
   * @param context of the stack's thread
   * @param isTruncated whether outer frames are missing
   */
  static Place of(StackTraceElement[] stack, boolean isTruncated, Context context) {
    boolean inside = false;
    for (StackTraceElement frame : stack) {
      String name = frame.getClassName() + "." + frame.getMethodName();
      if (ALLOWED.contains(name)) {
        return Place.OUTSIDE;
      }
      inside |= begins(name, context);
    }
    if (inside) {
      return Place.INSIDE;
    }
    if (!isTruncated) {
      return Place.OUTSIDE;
    }
    // a loop's own work has short stacks
    return context.isLoop() || context.isNonBlocking() ? Place.INSIDE : Place.UNKNOWN;
  }

  /** Also in a Netty that a library brings along in packages of its own. */
  static boolean isExecutorTurn(String name) {
    for (String turn : EXECUTOR_TURNS) {
      if (name.equals(turn) || name.endsWith("." + turn)) {
        return true;
      }
    }
    return false;
  }

  private static boolean begins(String name, Context context) {
    if (isExecutorTurn(name)) {
      return context.isLoop();
    }
    if (name.startsWith(REACTOR)) {
      return WRAPPED.contains(name) && context.isNonBlocking();
    }
    return name.equals(FORBIDDEN) || WRAPPED.contains(name);
  }
}
