package dev.weft.it.fiber;

import dev.weft.it.support.ForkedJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The demo server in a JVM of its own, under the agent, on a free port. */
final class DemoProcess implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("listening on http://localhost:(\\d+)/");

  private final Process process;
  private final BufferedReader output;
  private final int port;

  DemoProcess(int loops) throws IOException {
    process =
        new ForkedJvm()
            .agent("weave=dev.weft.demo.*")
            .start(
                DemoWithProbe.class.getName(), "--port", "0", "--loops", Integer.toString(loops));
    output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    Matcher listening = LISTENING.matcher(lineWith("listening on"));
    if (!listening.find()) {
      throw new AssertionError("it does not say where it listens");
    }
    port = Integer.parseInt(listening.group(1));
  }

  int port() {
    return port;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** The most threads that the server's JVM has had at a time. */
  int peakThreads() throws IOException {
    OutputStream commands = process.getOutputStream();
    commands.write("threads\n".getBytes(StandardCharsets.UTF_8));
    commands.flush();
    String line = lineWith(DemoWithProbe.PEAK);
    return Integer.parseInt(
        line.substring(line.indexOf(DemoWithProbe.PEAK) + DemoWithProbe.PEAK.length()).trim());
  }

  /** Asks it to end, as Ctrl-C does, and waits. */
  boolean stopsWithin(long seconds) throws InterruptedException {
    process.destroy();
    return process.waitFor(seconds, TimeUnit.SECONDS);
  }

  private String lineWith(String part) throws IOException {
    StringBuilder seen = new StringBuilder();
    String line;
    while ((line = output.readLine()) != null) {
      if (line.contains(part)) {
        return line;
      }
      seen.append(line).append('\n');
    }
    throw new AssertionError("the server ended:\n" + seen);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
