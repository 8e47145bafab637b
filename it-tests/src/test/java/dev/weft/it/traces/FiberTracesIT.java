package dev.weft.it.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.Fiber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A fiber's traces end where the fiber begins, as a thread's do. */
@Timeout(60)
class FiberTracesIT {
  private static final class Body implements Callable<Object> {
    private final int pauses;

    Body(int pauses) {
      this.pauses = pauses;
    }

    @Override
    public Object call() {
      return descend(pauses, true);
    }

    /** A foreign frame in the middle of the way. */
    private Throwable descend(int depth, boolean free) {
      if (depth > 0) {
        Fiber.yield();
      }
      if (depth == 2 && free) {
        List<Throwable> made = new ArrayList<>();
        new ArrayList<>(List.of(1)).forEach(i -> made.add(descend(depth, false)));
        return made.get(0);
      }
      return depth > 0 ? descend(depth - 1, free) : new Exception("bottom");
    }
  }

  /** Down to the body's first frame. */
  private static List<String> ofTheBody(StackTraceElement[] trace) {
    List<String> lines = new ArrayList<>();
    for (StackTraceElement element : trace) {
      lines.add(element.toString());
      if (element.getMethodName().equals("call")
          && element.getClassName().equals(Body.class.getName())) {
        return lines;
      }
    }
    throw new AssertionError("the body is missing: " + Arrays.toString(trace));
  }

  private static StackTraceElement[] inAFiber(int pauses) throws Exception {
    return traceOf(Fiber.start(new Body(pauses)).get(30, TimeUnit.SECONDS));
  }

  private static StackTraceElement[] traceOf(Object throwable) {
    return ((Throwable) throwable).getStackTrace();
  }

  private static void requireSame(int pauses) throws Exception {
    StackTraceElement[] trace = inAFiber(pauses);
    List<String> plain = ofTheBody(traceOf(new Body(pauses).call()));
    assertEquals(plain, ofTheBody(trace));
    List<StackTraceElement> rest = Arrays.asList(trace).subList(plain.size(), trace.length);
    assertEquals(List.of(), rest, "nothing is below the body");
  }

  @Test
  void beforeItEverWaited() throws Exception {
    requireSame(0);
  }

  @Test
  void afterItWaited() throws Exception {
    requireSame(1);
  }

  @Test
  void afterItWaitedInPlace() throws Exception {
    requireSame(7);
  }
}
