package dev.weft.detect;

import dev.weft.detect.spi.Reporter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * For programs: says where blocking is allowed and where it is not, beside what the agent knows by
 * itself. Without the agent these run their argument and do nothing else.
 */
public final class Blocking {
  private static volatile boolean live;

  private static volatile @Nullable Reporter reporter;

  private Blocking() {}

  /** Whether calls are watched. */
  public static boolean isWatched() {
    return live;
  }

  /** For the agent: who answers {@link #report}. */
  public static void reportBy(Reporter installed) {
    reporter = installed;
  }

  /**
   * What was found so far, as the files of {@code report=} are going to have it. This takes a while
   * and reads files, so an event loop should leave it to another thread.
   *
   * @param format {@code json}, {@code sarif}, {@code xml} (JUnit) or {@code html}: one page that
   *     needs no other file
   * @return null if calls are not watched
   * @throws IllegalArgumentException for another format
   */
  public static @Nullable String report(String format) {
    Reporter asked = reporter;
    return asked == null ? null : asked.report(format);
  }

  /** For the agent: the hooks are in place. */
  static void live() {
    live = true;
  }

  /**
   * Runs {@code body}, in which blocking is not reported.
   *
   * @param reason why it may block, for those who read the code
   */
  public static <T> T allowed(String reason, Callable<T> body) throws Exception {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("a reason is missing");
    }
    if (!live) {
      return body.call();
    }
    Hooks.beginAllowed();
    try {
      return body.call();
    } finally {
      Hooks.endAllowed();
    }
  }

  /** Runs {@code body}, in which blocking is reported, whatever thread this is. */
  public static <T> T forbidden(Callable<T> body) throws Exception {
    if (!live) {
      return body.call();
    }
    Hooks.begin();
    try {
      return body.call();
    } finally {
      Hooks.end();
    }
  }
}
