package dev.weft.agent.detect;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.FindingBuilder;
import dev.weft.agent.report.FrameInfo;
import dev.weft.agent.report.Kind;
import dev.weft.agent.report.Severity;
import dev.weft.core.FiberWatch;
import dev.weft.core.PinSite;
import dev.weft.detect.HeldLocks;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds what fibers hold while they are suspended. A lock of java.util.concurrent belongs to the
 * thread, so that other fibers of the same loop enter it too; a monitor pins the fiber. Either is a
 * mistake, whether somebody waits for it or not.
 */
final class HeldWatch extends FiberWatch {
  private static final int MOST_PLACES = 4096;
  private static final String LOCK = "a lock held across a suspension";
  private static final String MONITOR = "a monitor held across a suspension";

  private static final String UNTOLD = "what a fiber holds could not be told: ";

  private final MonitorPlaces monitorPlaces;
  private final Map<Long, Sample> byPlace = new ConcurrentHashMap<>();
  private final Map<StackTraceElement, Sample> byCulprit = new ConcurrentHashMap<>();

  private HeldWatch(MonitorPlaces monitorPlaces) {
    this.monitorPlaces = monitorPlaces;
  }

  /**
   * Begins to watch. Here and not where it is called, since the JVM's verifier would load this
   * class's super class, the engine's, with that one.
   */
  static void begin(Instrumentation instrumentation, ClassFiles classFiles) {
    try {
      OwnershipTransformer.install(instrumentation);
      FiberWatch.install(new HeldWatch(new MonitorPlaces(classFiles)));
    } catch (UnmodifiableClassException | ClassNotFoundException | LinkageError e) {
      Problems.add("locks that fibers hold are not seen: " + e);
    }
  }

  @Override
  public void begins(@Nullable Object kept) {
    HeldLocks locks = (HeldLocks) kept;
    HeldLocks.begin(locks);
    if (locks != null) {
      long nanos = locks.nanosSuspended();
      locks.held().forEach(held -> lengthen(held, nanos));
    }
  }

  private static void lengthen(HeldLocks.Held held, long nanos) {
    if (held.finding() instanceof Sample sample) {
      sample.lengthen(nanos);
    }
  }

  @Override
  public @Nullable Object suspended(Supplier<StackTraceElement[]> stack) {
    HeldLocks locks = HeldLocks.end();
    if (locks != null) {
      locks.suspend();
      locks.held().forEach(held -> count(held, stack));
    }
    return locks;
  }

  @Override
  public void ended() {
    HeldLocks.end();
  }

  /** Throws nothing: the caller is the engine. */
  private void count(HeldLocks.Held held, Supplier<StackTraceElement[]> stack) {
    try {
      countOrThrow(held, stack);
    } catch (RuntimeException | LinkageError e) {
      Problems.add(UNTOLD + e);
    }
  }

  private void countOrThrow(HeldLocks.Held held, Supplier<StackTraceElement[]> stack) {
    Object known = held.finding() != null ? held.finding() : byPlace.get(held.key());
    Sample sample = known instanceof Sample one ? one : find(held, stack.get());
    if (sample != null) {
      held.setFinding(sample);
      sample.add(0, Thread.currentThread().getName(), Map.of());
    }
  }

  private @Nullable Sample find(HeldLocks.Held held, StackTraceElement[] suspended) {
    StackTraceElement[] place = held.place();
    Stack taken = new Stack(-1, place.length == 0 ? suspended : place);
    String type = held.type().getName();
    Sample sample =
        Samples.find(
            finding(Kind.LOCK, LOCK, taken.frame(), taken.frames(), suspended)
                .details(details(suspended, "lock", type))
                .build(),
            complete -> complete);
    if (sample != null && byPlace.size() < MOST_PLACES) {
      byPlace.put(held.key(), sample);
    }
    return sample;
  }

  private static FindingBuilder finding(
      Kind kind,
      String what,
      @Nullable FrameInfo frame,
      List<FrameInfo> taken,
      StackTraceElement[] suspended) {
    return Finding.builder(kind, what)
        .severity(Severity.ERROR)
        .frame(frame)
        .stack(taken)
        .asyncStack(Arrays.stream(suspended).map(FrameInfo::of).toList());
  }

  private static Map<String, String> details(
      StackTraceElement[] suspended, String key, String value) {
    FrameInfo frame = new Stack(-1, suspended).frame();
    return Map.of(Finding.SUSPENDED, frame == null ? "?" : frame.toString(), key, value);
  }

  @Override
  public void pinned(PinSite.Reason reason, @Nullable StackTraceElement culprit) {
    if (reason == PinSite.Reason.MONITOR && culprit != null) {
      try {
        countPinned(culprit);
      } catch (RuntimeException | LinkageError e) {
        Problems.add(UNTOLD + e);
      }
    }
  }

  private void countPinned(StackTraceElement culprit) {
    Sample sample = byCulprit.get(culprit);
    if (sample == null) {
      sample = find(culprit, new Throwable().getStackTrace());
      if (sample != null && byCulprit.size() < MOST_PLACES) {
        byCulprit.put(culprit, sample);
      }
    }
    if (sample != null) {
      sample.add(0, Thread.currentThread().getName(), Map.of());
    }
  }

  private @Nullable Sample find(StackTraceElement culprit, StackTraceElement[] all) {
    StackTraceElement[] stack =
        Arrays.stream(all)
            .filter(frame -> !frame.getClassName().startsWith("dev.weft.agent."))
            .toArray(StackTraceElement[]::new);
    FrameInfo frame = monitorPlaces.of(culprit);
    List<FrameInfo> taken = new ArrayList<>(List.of(frame));
    int place = Arrays.asList(stack).indexOf(culprit);
    Arrays.stream(stack).skip(place + 1L).map(FrameInfo::of).forEach(taken::add);
    return Samples.find(
        finding(Kind.MONITOR, MONITOR, frame, taken, stack)
            .details(details(stack, "heldAt", culprit.toString()))
            .build(),
        complete -> complete);
  }
}
