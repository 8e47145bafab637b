package dev.weft.it.fiber;

import dev.weft.demo.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/** The demo's main class, and a thread that answers questions about its JVM. */
final class DemoWithProbe {
  static final String PEAK = "peak of threads: ";

  private DemoWithProbe() {}

  public static void main(String[] args) throws InterruptedException {
    Thread probe = new Thread(DemoWithProbe::answer, "probe");
    probe.setDaemon(true);
    probe.start();
    Main.main(args);
  }

  private static void answer() {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try {
      while (in.readLine() != null) {
        System.out.println(PEAK + ManagementFactory.getThreadMXBean().getPeakThreadCount());
      }
    } catch (IOException e) {
      // the test has ended
    }
  }
}
