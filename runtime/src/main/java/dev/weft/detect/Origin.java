package dev.weft.detect;

import dev.weft.detect.spi.TestRun;
import dev.weft.detect.spi.TestRuns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a task comes from: the test whose code submitted it, the place that did, and what had
 * submitted that. Immutable; it travels with the task, and whoever runs the task {@link #enter
 * enters} it.
 *
 * <p>A place is a stack that had to be walked; {@link TaskType} says which submissions get one. The
 * test costs one look at a thread local, and nothing while no test runs.
 */
final class Origin {
  /** Nothing is known. */
  static final Origin NONE = new Origin(null, null, null);

  /** So many submissions are kept, the last ones: a task that submits itself makes no long list. */
  private static final int MOST_HOPS = 4;

  private static final int MOST_FRAMES = 256;

  final @Nullable TestRun run;
  private final @Nullable StackKey place;

  /** That of the code at {@link #place}. */
  private final @Nullable Origin before;

  private final int hops;

  private Origin(@Nullable TestRun run, @Nullable StackKey place, @Nullable Origin before) {
    this.run = run;
    this.place = place;
    this.before = before;
    this.hops = before == null ? 1 : before.hops + 1;
  }

  /** Of a task that the calling code submits, with the place if its type has one to spare. */
  static Origin here(TaskType type) {
    TestRun run = TestRuns.ofThread();
    return type.takePlace() ? withPlace(run) : of(run);
  }

  /** Of a task that the calling code submits, without the place. */
  static Origin ofRun() {
    return of(TestRuns.ofThread());
  }

  private static Origin of(@Nullable TestRun run) {
    return run == null ? NONE : new Origin(run, null, null);
  }

  private static Origin withPlace(@Nullable TestRun run) {
    Context context = Contexts.current();
    Origin current = context == null ? NONE : context.origin;
    if (current.hops >= MOST_HOPS) {
      current = new Origin(null, current.place, null);
    }
    return new Origin(run, new StackKey(), current.hasPlace() ? current : null);
  }

  boolean hasPlace() {
    return place != null;
  }

  /**
   * Has the calling thread work for this origin; what it does not know stays as it is.
   *
   * @return what the thread worked for, to be {@link #resume resumed} afterwards
   */
  Origin enter() {
    Context context = Contexts.current();
    Origin current = context == null ? NONE : context.origin;
    if (context != null && place != null) {
      context.origin = this;
    }
    if (!TestRuns.haveRun()) {
      return current;
    }
    TestRun earlier = run == null ? TestRuns.ofThread() : TestRuns.enter(run);
    return earlier == current.run ? current : new Origin(earlier, current.place, current.before);
  }

  /** Has the calling thread work for exactly this. */
  void resume() {
    Context context = Contexts.current();
    if (context != null) {
      context.origin = this;
    }
    if (TestRuns.haveRun()) {
      TestRuns.enter(run);
    }
  }

  /** The stacks of the submissions, the last submission first; empty without a place. */
  StackTraceElement[] frames() {
    List<StackTraceElement> frames = new ArrayList<>();
    for (Origin next = this; next != null && next.place != null; next = next.before) {
      frames.addAll(Arrays.asList(next.place.frames()));
    }
    return frames
        .subList(0, Math.min(frames.size(), MOST_FRAMES))
        .toArray(new StackTraceElement[0]);
  }
}
