package dev.weft.agent.detect;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;

/**
 * A stream of JFR's events about threads that wait, beside whatever else is being recorded. With
 * {@link JfrFrames} the only class that names types of the module jdk.jfr, which may be missing.
 *
 * <p>The threshold of contended monitors is zero: the JVM makes such an event only when a thread
 * has spun in vain and is going to sleep, which costs more than the event. Where there are very
 * many nevertheless, short ones are no longer asked for.
 */
final class JfrEvents {
  /** Monitors, of all threads, between two flushes, which are a second apart. */
  private static final int MOST_A_FLUSH = 20_000;

  private static final Duration SHORT = Duration.ofMillis(1);
  private static final String MONITOR = "jdk.JavaMonitorEnter";
  private static final String PINNED = "jdk.VirtualThreadPinned";
  private static final String LOSS = "jdk.DataLoss";

  private final RecordingStream stream = new RecordingStream();
  private int sinceFlush;
  private boolean isRaised;

  /** What comes of the events; called by the stream's thread. */
  interface Listener {
    void waited(Contention contention);

    void pinned(Contention pin);

    /** All that was written together has been told. */
    void flushed();

    /** Events were lost, or are no longer asked for. */
    void missed(String what);
  }

  private JfrEvents() {}

  /**
   * Begins. Returns before the first event.
   *
   * @throws IllegalStateException if this JVM has no flight recorder
   */
  static JfrEvents open(Listener listener) {
    if (!FlightRecorder.isAvailable()) {
      throw new IllegalStateException("this JVM has no flight recorder");
    }
    if (!FlightRecorder.isInitialized()) {
      JfrInternals.deepenStacks();
    }
    JfrEvents events = new JfrEvents();
    events.begin(listener);
    return events;
  }

  private void begin(Listener listener) {
    stream.setReuse(true);
    stream.setOrdered(false);
    stream.enable(MONITOR).withoutThreshold().withStackTrace();
    stream.enable(PINNED).withoutThreshold().withStackTrace();
    stream.enable(LOSS);
    on(MONITOR, event -> waited(event, listener));
    on(PINNED, event -> listener.pinned(JfrFrames.contention(event, null, null)));
    on(LOSS, event -> listener.missed("JFR lost " + event.getLong("amount") + " bytes of events"));
    stream.onFlush(
        () -> {
          sinceFlush = 0;
          listener.flushed();
        });
    start();
  }

  /**
   * On a thread of its own: the one of {@link RecordingStream#startAsync} is no daemon, and the JVM
   * would not end as long as it runs. Returns when JFR records.
   */
  private void start() {
    CountDownLatch settled = new CountDownLatch(1);
    AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    FlightRecorderListener recording =
        new FlightRecorderListener() {
          @Override
          public void recordingStateChanged(Recording changed) {
            if (changed.getState() == RecordingState.RUNNING) {
              settled.countDown();
            }
          }
        };
    FlightRecorder.addListener(recording);
    Thread thread = new Thread(() -> run(failure, settled), "weft-detect-jfr-events");
    thread.setDaemon(true);
    thread.start();
    try {
      settled.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    FlightRecorder.removeListener(recording);
    RuntimeException thrown = failure.get();
    if (thrown != null) {
      throw thrown;
    }
  }

  private void run(AtomicReference<@Nullable RuntimeException> failure, CountDownLatch settled) {
    try {
      stream.start();
    } catch (RuntimeException e) {
      failure.set(e);
    } finally {
      settled.countDown();
    }
  }

  private void on(String name, Consumer<RecordedEvent> action) {
    stream.onEvent(
        name,
        event -> {
          try {
            action.accept(event);
          } catch (RuntimeException | LinkageError e) {
            Problems.add("an event of JFR, " + name + ", was not understood: " + e);
          }
        });
  }

  private void waited(RecordedEvent event, Listener listener) {
    if (++sinceFlush > MOST_A_FLUSH && !isRaised) {
      isRaised = true;
      stream.enable(MONITOR).withThreshold(SHORT).withStackTrace();
      listener.missed("monitors are contended so often that waits below 1 ms are not counted");
    }
    RecordedObject type = event.getValue("monitorClass");
    @Nullable RecordedThread owner = event.getValue("previousOwner");
    listener.waited(
        JfrFrames.contention(
            event,
            type == null ? null : type.getString("name").replace('/', '.'),
            owner == null ? null : JfrFrames.nameOf(owner)));
  }
}
