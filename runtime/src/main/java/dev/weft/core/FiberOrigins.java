package dev.weft.core;

import org.jspecify.annotations.Nullable;

/**
 * Who started a fiber, for the detection of blocking calls: that has an object for it, of a type
 * that is its own. Nothing is noted without detection.
 */
public final class FiberOrigins {
  private static volatile @Nullable Detection detection;

  private FiberOrigins() {}

  /** What detection does about fibers. Its methods do not throw. */
  public interface Detection {
    /**
     * The origin of a fiber that the calling code starts.
     *
     * @param body the fiber's body, a Callable or a Runnable
     * @return null if nothing is known
     */
    @Nullable Object here(Object body);

    /**
     * Has the calling thread work for that origin.
     *
     * @return what it worked for, to be handed to {@link #end}
     */
    Object begin(Object origin);

    void end(Object before);
  }

  /** For the agent. */
  public static void use(Detection used) {
    detection = used;
  }

  /** That of a fiber which is being started. */
  public static @Nullable Object here(Object body) {
    Detection used = detection;
    return used == null ? null : used.here(body);
  }

  /** Begins a turn of a fiber; null if nothing is known of it. */
  public static @Nullable Object begin(@Nullable Object origin) {
    Detection used = origin == null ? null : detection;
    return origin == null || used == null ? null : used.begin(origin);
  }

  /** Ends what {@link #begin} has begun, given what that returned. */
  public static void end(@Nullable Object before) {
    Detection used = before == null ? null : detection;
    if (before != null && used != null) {
      used.end(before);
    }
  }
}
