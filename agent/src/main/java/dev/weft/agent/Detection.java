package dev.weft.agent;

import dev.weft.agent.detect.Detector;
import dev.weft.agent.detect.Settings;
import dev.weft.agent.report.JsonReport;
import dev.weft.agent.rules.Rules;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What {@link Startup} does about blocking calls, once the classes of detection exist. */
final class Detection {
  /** How long a turn may take, in milliseconds; 0: as long as it likes. */
  private static final String TURN = "weft.detect.turn";

  private static final int TURN_MILLIS = 100;

  /** From how long on a wait for a lock or a monitor is an error, in milliseconds. */
  private static final String LOCK = "weft.detect.lock";

  /**
   * As long as a turn may take. Shorter waits come of the machine too: an owner that loses its
   * processor, or meets code for the first time, makes others wait for 2 to 30 ms.
   */
  private static final int LOCK_MILLIS = 100;

  private Detection() {}

  static void install(Options options, Instrumentation instrumentation, boolean late) {
    Settings settings =
        new Settings(
            options.detect().equals("fail") || options.detect().equals("throw"),
            options.detect().equals("throw"),
            options.reports(),
            rules(options.rules()),
            known(options.baseline()),
            late,
            nanos(TURN, TURN_MILLIS),
            nanos(LOCK, LOCK_MILLIS),
            Log::line);
    Detector.install(settings, instrumentation);
  }

  private static long nanos(String property, int otherwiseMillis) {
    return TimeUnit.MILLISECONDS.toNanos(Integer.getInteger(property, otherwiseMillis));
  }

  private static Set<String> known(@Nullable Path baseline) {
    try {
      return baseline == null ? Set.of() : JsonReport.fingerprints(baseline);
    } catch (IOException e) {
      Log.line(
          "the file of baseline="
              + baseline
              + " cannot be read, so every finding counts: "
              + e
              + "; write one with: java -jar weft-agent.jar baseline report.json -o "
              + baseline);
      return Set.of();
    }
  }

  private static Rules rules(@Nullable Path file) {
    try {
      return file == null ? Rules.NONE : Rules.parse(file);
    } catch (IOException e) {
      Log.line("the file of rules=" + file + " cannot be read: " + e);
      return Rules.NONE;
    }
  }
}
