package dev.weft.agent;

import dev.weft.agent.detect.Detector;
import dev.weft.agent.detect.Settings;
import dev.weft.agent.rules.Rules;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What {@link Startup} does about blocking calls, once the classes of detection exist. */
final class Detection {
  /** How long a turn may take, in milliseconds; 0: as long as it likes. */
  private static final String TURN = "weft.detect.turn";

  private static final int TURN_MILLIS = 100;

  private Detection() {}

  static void install(Options options, Instrumentation instrumentation, boolean late) {
    Settings settings =
        new Settings(
            options.detect().equals("fail"),
            options.reports(),
            rules(options.rules()),
            late,
            TimeUnit.MILLISECONDS.toNanos(Integer.getInteger(TURN, TURN_MILLIS)),
            Log::line);
    Detector.install(settings, instrumentation);
  }

  private static Rules rules(@org.jspecify.annotations.Nullable Path file) {
    try {
      return file == null ? Rules.NONE : Rules.parse(file);
    } catch (IOException e) {
      Log.line("the file of rules=" + file + " cannot be read: " + e);
      return Rules.NONE;
    }
  }
}
