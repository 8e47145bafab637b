package dev.weft.agent.detect;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.FrameInfo;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who owned a lock or a monitor, as details of a finding. */
final class Owners {
  private static final int MOST_FRAMES = 20;

  private Owners() {}

  /**
   * @param stack innermost frame first; empty if it is not known
   */
  static Map<String, String> details(@Nullable String thread, StackTraceElement[] stack) {
    Map<String, String> details = new LinkedHashMap<>();
    if (thread != null) {
      details.put(Finding.OWNER, thread);
      FrameInfo frame = new Stack(-1, stack).frame();
      if (frame != null) {
        details.put(Finding.OWNER_FRAME, frame.toString());
      }
      if (stack.length > 0) {
        details.put(
            Finding.OWNER_STACK,
            Arrays.stream(stack)
                .limit(MOST_FRAMES)
                .map(element -> FrameInfo.of(element).toString())
                .collect(Collectors.joining("\n")));
      }
    }
    return details;
  }
}
