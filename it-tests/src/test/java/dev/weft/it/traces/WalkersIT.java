package dev.weft.it.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a StackWalker shows of saved callers, as the trace of a throwable that is then compared. */
class WalkersIT {
  private static final StackWalker PLAIN = StackWalker.getInstance();
  private static final StackWalker WITH_CLASSES =
      StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);

  /** Calls itself to that depth, pausing at each, and then asks. */
  private static Throwable descend(int depth, Supplier<Throwable> ask) {
    Compared.pause();
    return depth > 0 ? descend(depth - 1, ask) : ask.get();
  }

  /** Asks after its callee, which paused, is gone. */
  private static Throwable ascend(Supplier<Throwable> ask) {
    descend(2, () -> null);
    return ask.get();
  }

  private static Throwable shown(Stream<StackFrame> frames) {
    Throwable shown = new Exception();
    shown.setStackTrace(
        frames.map(StackFrame::toStackTraceElement).toArray(StackTraceElement[]::new));
    return shown;
  }

  private static Throwable walked(Function<Stream<StackFrame>, String> told) {
    Throwable walked = new Exception(WITH_CLASSES.walk(told));
    walked.setStackTrace(new StackTraceElement[0]);
    return walked;
  }

  @Test
  void allFrames() {
    Compared.same(5, () -> descend(4, () -> PLAIN.walk(WalkersIT::shown)));
    Compared.same(3, () -> ascend(() -> WITH_CLASSES.walk(WalkersIT::shown)));
  }

  @Test
  void eachFrame() {
    Compared.same(
        4,
        () ->
            descend(
                3,
                () -> {
                  List<StackFrame> frames = new ArrayList<>();
                  PLAIN.forEach(frames::add);
                  return shown(frames.stream());
                }));
  }

  @Test
  void theirClassesAndDescriptors() {
    Compared.same(
        4,
        () ->
            descend(
                3,
                () ->
                    walked(
                        frames ->
                            frames
                                .limit(4)
                                .map(
                                    f ->
                                        f.getDeclaringClass()
                                            + f.getMethodName()
                                            + f.getMethodType()
                                            + f.getDescriptor())
                                .toList()
                                .toString())));
  }

  @Test
  void noClassesWithoutTheOption() {
    Compared.same(
        4,
        () ->
            descend(
                3,
                () -> {
                  StackFrame last = PLAIN.walk(frames -> frames.skip(4).findFirst()).orElseThrow();
                  return new Exception(
                      assertThrows(UnsupportedOperationException.class, last::getDeclaringClass)
                          .getClass()
                          .getName());
                }));
  }

  @Test
  void theFramesOfAForeignCallerBetween() {
    Compared.same(
        1,
        () ->
            descend(
                0,
                () -> {
                  List<Throwable> made = new ArrayList<>();
                  new ArrayList<>(List.of(1))
                      .forEach(i -> made.add(descend(2, () -> PLAIN.walk(WalkersIT::shown))));
                  return made.get(0);
                }));
  }

  /** Asks for its caller after a pause: the caller is a saved one then. */
  private static final class Asking {
    static Throwable early() {
      return new Exception(WITH_CLASSES.getCallerClass().getName());
    }

    static Throwable late() {
      Compared.pause();
      return new Exception(WITH_CLASSES.getCallerClass().getName());
    }
  }

  @Test
  void theCaller() {
    Compared.same(2, () -> descend(0, Asking::late));
    Compared.same(1, () -> descend(0, Asking::early));
    Throwable[] made = new Throwable[1];
    Compared.same(1, () -> made[0] = Asking.late());
    assertEquals(WalkersIT.class.getName(), made[0].getMessage());
  }
}
