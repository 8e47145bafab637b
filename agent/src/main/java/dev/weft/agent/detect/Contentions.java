package dev.weft.agent.detect;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.FrameInfo;
import dev.weft.agent.report.Kind;
import dev.weft.detect.Context;
import dev.weft.detect.Contexts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Makes findings of what JFR tells of threads that waited. */
final class Contentions {
  private static final String MONITOR = "monitor";

  private final Sightings sightings;
  private final SourceFiles sources;
  private final AtomicLong unplaced = new AtomicLong();
  private final AtomicLong pins = new AtomicLong();

  Contentions(Sightings sightings, SourceFiles sources) {
    this.sightings = sightings;
    this.sources = sources;
  }

  /** From now on events come. */
  void live() {
    sightings.areConfirmed();
  }

  /** A thread has waited for a monitor, anywhere. */
  void waited(Contention contention) {
    Context context = Contexts.of(contention.threadId());
    if (context == null) {
      return;
    }
    switch (TurnFrames.of(contention.stack(), contention.isTruncated(), context)) {
      case INSIDE -> add(contention);
      case UNKNOWN -> unplaced.incrementAndGet();
      case OUTSIDE -> {}
    }
  }

  private void add(Contention contention) {
    Map<String, String> details =
        new HashMap<>(Owners.details(contention.owner(), new StackTraceElement[0]));
    Sighting seen = sightings.take(contention);
    if (seen != null && seen.isTold()) {
      return; // counted when it was seen
    }
    if (seen != null) {
      details.putAll(seen.owner());
    }
    details.put(MONITOR, contention.monitor());
    Stack stack = new Stack(-1, contention.stack());
    Kind kind = seen != null ? seen.kind(stack) : stack.kindOfMonitor(contention.monitor());
    add(contention, stack, kind, "synchronized", details);
  }

  /** A virtual thread has blocked its carrier, which makes it one that must not. */
  void pinned(Contention pin) {
    pins.incrementAndGet();
    Stack stack = new Stack(-1, pin.stack());
    Kind kind = stack.api("").startsWith("java.lang.Thread.sleep") ? Kind.SLEEP : Kind.AWAIT;
    String api = stack.api("a pinned virtual thread");
    add(pin, stack, stack.kind(kind), api, Map.of("pinned", "a virtual thread"));
  }

  private void add(
      Contention waited, Stack stack, Kind kind, String api, Map<String, String> details) {
    FrameInfo frame = stack.frame();
    if (frame == null || stack.isAgents()) {
      return;
    }
    Finding finding =
        Finding.builder(kind, api).frame(frame).stack(stack.frames()).details(details).build();
    Samples.add(finding, waited.nanos(), waited.thread(), this::withFiles);
  }

  private Finding withFiles(Finding finding) {
    List<FrameInfo> stack = sources.complete(finding.stack());
    int place = finding.stack().indexOf(finding.frame());
    return Finding.builder(finding.kind(), finding.api())
        .fingerprint(finding.fingerprint())
        .frame(place < 0 ? finding.frame() : stack.get(place))
        .stack(stack)
        .details(finding.details())
        .build();
  }

  /** How many pinned virtual threads there were. */
  long pins() {
    return pins.get();
  }

  /** What the report says beside the findings. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (unplaced.get() > 0) {
      lines.add(
          unplaced
              + " contended monitors are not counted: JFR cut their stacks off, which its"
              + " user has set to be short");
    }
    return lines;
  }
}
