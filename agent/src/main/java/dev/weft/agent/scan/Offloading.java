package dev.weft.agent.scan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls that have another thread run what they are given. */
final class Offloading {
  private static final List<String> RUNNERS =
      List.of(
          "java/util/concurrent/Executor",
          "java/lang/Thread",
          "java/lang/Thread$Builder",
          "java/util/Timer",
          "java/util/concurrent/ThreadFactory");

  private Offloading() {}

  static boolean is(@Nullable MethodId call, Program program) {
    if (call == null) {
      return false;
    }
    boolean isAsync =
        call.name().endsWith("Async")
            && program.isA(call.owner(), "java/util/concurrent/CompletionStage");
    return isAsync
        || call.name().equals("executeBlocking")
        || program.isA(call.owner(), EntryPoints.EVENT_EXECUTORS)
        || RUNNERS.stream().anyMatch(runner -> program.isA(call.owner(), runner));
  }
}
