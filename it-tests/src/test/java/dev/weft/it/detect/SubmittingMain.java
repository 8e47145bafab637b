package dev.weft.it.detect;

import acme.Submitting;
import dev.weft.detect.spi.TestFinding;
import dev.weft.detect.spi.TestRun;
import dev.weft.detect.spi.TestRuns;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs each method of {@link Submitting}, or those that are named, as a test, while another test
 * runs. Prints a line for each: its name, calls that are its own, and calls that are shared.
 */
public final class SubmittingMain {
  private static final ExecutorService OTHER = Executors.newSingleThreadExecutor();

  private SubmittingMain() {}

  public static void main(String[] args) {
    try {
      EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
      EventLoop loop = loops.next();
      EventLoop otherLoop = loops.next();
      TestRun other = onOther(() -> TestRuns.begin("other"));
      for (String way : args.length == 0 ? Submitting.ways() : List.of(args)) {
        run(way, new Submitting(loop, otherLoop));
      }
      System.out.println("other " + onOther(() -> TestRuns.end(other)).size());
      System.exit(0);
    } catch (Throwable t) {
      t.printStackTrace();
      System.exit(3);
    }
  }

  private static <T> T onOther(Callable<T> body) throws Exception {
    return OTHER.submit(body).get();
  }

  private static void run(String way, Submitting submitting) throws Exception {
    TestRun run = TestRuns.begin(way);
    List<TestFinding> findings;
    try {
      Submitting.class.getMethod(way).invoke(submitting);
    } finally {
      findings =
          TestRuns.end(run).stream().filter(finding -> finding.kind().equals("sleep")).toList();
      submitting.close();
    }
    long own = findings.stream().mapToLong(finding -> finding.tally().count()).sum();
    long shared = findings.stream().mapToLong(finding -> finding.tally().sharedCount()).sum();
    System.out.println(way + " " + own + " " + shared);
  }
}
