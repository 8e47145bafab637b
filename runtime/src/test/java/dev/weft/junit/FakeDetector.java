package dev.weft.junit;

import dev.weft.detect.spi.TestDetector;
import dev.weft.detect.spi.TestFinding;
import dev.weft.detect.spi.TestRun;
import dev.weft.detect.spi.TestRuns;
import dev.weft.detect.spi.TestTally;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A detector whose findings tests make up, on a thread that stands for an event loop. */
final class FakeDetector implements TestDetector {
  static final String SLEEP = "sleep error java.lang.Thread.sleep";
  static final String READ = "file-data warning java.io.FileInputStream.read";
  static final String RULED = "dns error java.net.InetAddress.getByName allowed";

  private static final ExecutorService LOOP =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "loop");
            thread.setDaemon(true);
            return thread;
          });

  boolean live = true;
  boolean fails = true;

  /** Reason and count of what was allowed, by site. */
  final Map<Object, String> allowed = new ConcurrentHashMap<>();

  /** A task of the current thread blocks in the loop. */
  static void block(String site) throws Exception {
    TestRun run = TestRuns.ofThread();
    inLoop(
        () -> {
          TestRun before = TestRuns.enter(run);
          TestRuns.record(site, 5_000_000);
          TestRuns.enter(before);
        });
  }

  /** The loop blocks, and nobody knows for whom. */
  static void blockForSomeone(String site) throws Exception {
    inLoop(() -> TestRuns.record(site, 5_000_000));
  }

  private static void inLoop(Runnable task) throws Exception {
    Future<?> done = LOOP.submit(task);
    done.get();
  }

  @Override
  public void prepare() {}

  @Override
  public boolean isLive() {
    return live;
  }

  @Override
  public boolean failsTests() {
    return fails;
  }

  @Override
  public void settle() {}

  @Override
  public TestFinding describe(Object site, TestTally tally) {
    String[] words = site.toString().split(" ", -1);
    return new TestFinding(
        site,
        "f",
        words[0],
        words[1],
        words[2],
        "com.acme.Shop.total(Shop.java:42)",
        List.of("java.lang.Thread.sleep(Native Method)", "com.acme.Shop.total(Shop.java:42)"),
        words.length > 3 ? "a rule" : null,
        tally);
  }

  @Override
  public void allowed(Object site, long count, String reason) {
    allowed.merge(site, reason + " " + count, (a, b) -> a + "; " + b);
  }
}
