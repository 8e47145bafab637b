package dev.weft.bench.detect;

import io.netty.channel.EventLoop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** The HTTP server in a JVM of its own, under a detector, and the connections to it. */
final class ServerProcess implements AutoCloseable {
  private static final String MAIN = "outside.HttpServer";

  private final Process process;
  private final BufferedReader output;
  private final Writer input;
  private final HttpLoad load;

  ServerProcess(Detector detector, EventLoop clients, int connections)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.addAll(detector.flags());
    command.addAll(List.of("-cp", Jars.own().toString(), MAIN));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    output = process.inputReader();
    input = process.outputWriter();
    load = new HttpLoad(clients, (int) number(), connections);
  }

  /**
   * Requests and answers for some time.
   *
   * @param cpuNanos of the server's threads, each answer
   */
  record Measured(double perSecond, double cpuNanos) {}

  Measured run(long nanos) throws IOException, InterruptedException, ExecutionException {
    long before = cpuNanos();
    HttpLoad.Slice slice = load.run(nanos);
    return new Measured(slice.perSecond(), (cpuNanos() - before) / (double) slice.answers());
  }

  private long cpuNanos() throws IOException {
    input.write("cpu\n");
    input.flush();
    return number();
  }

  private long number() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new IOException("the server has ended");
    }
    return Long.parseLong(line);
  }

  @Override
  public void close() throws IOException {
    load.close();
    input.close();
    process.onExit().join();
  }
}
