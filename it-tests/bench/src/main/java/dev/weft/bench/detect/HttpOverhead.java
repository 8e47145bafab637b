package dev.weft.bench.detect;

import dev.weft.bench.detect.ServerProcess.Measured;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The throughput of a Netty HTTP server without a detector, with Weft's and with BlockHound, and
 * the processor time that a request costs it. The three servers live at the same time and are asked
 * in turn, a moment each, so that a change of the machine's load meets all. Ratios are taken within
 * such a round.
 *
 * <p>Arguments: how many times three new servers are started (3), rounds each (10), milliseconds a
 * server is asked in a round (1000), connections (32).
 */
public final class HttpOverhead {
  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(4);

  private final Map<Detector, List<Measured>> measured = new EnumMap<>(Detector.class);

  private HttpOverhead() {}

  public static void main(String[] args)
      throws IOException, InterruptedException, ExecutionException {
    int runs = argument(args, 0, 3);
    int rounds = argument(args, 1, 10);
    long sliceNanos = TimeUnit.MILLISECONDS.toNanos(argument(args, 2, 1000));
    int connections = argument(args, 3, 32);
    HttpOverhead overhead = new HttpOverhead();
    try (var clients = new Clients()) {
      for (int run = 0; run < runs; run++) {
        overhead.run(clients, rounds, sliceNanos, connections);
      }
    }
    System.out.print(overhead.table());
  }

  private static int argument(String[] args, int index, int otherwise) {
    return index < args.length ? Integer.parseInt(args[index]) : otherwise;
  }

  /** The event loop of all clients. */
  private static final class Clients implements AutoCloseable {
    final MultiThreadIoEventLoopGroup group =
        new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    @Override
    public void close() {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }

  private void run(Clients clients, int rounds, long sliceNanos, int connections)
      throws IOException, InterruptedException, ExecutionException {
    List<Under> servers = new ArrayList<>();
    try {
      for (Detector detector : Detector.values()) {
        ServerProcess server = new ServerProcess(detector, clients.group.next(), connections);
        servers.add(new Under(detector, server));
        server.run(WARM_UP_NANOS);
      }
      for (int round = 0; round < rounds; round++) {
        for (Under server : servers) {
          of(server.detector).add(server.process.run(sliceNanos));
        }
        Collections.rotate(servers, 1);
      }
    } finally {
      for (Under server : servers) {
        server.process.close();
      }
    }
  }

  private record Under(Detector detector, ServerProcess process) {}

  private List<Measured> of(Detector detector) {
    return measured.computeIfAbsent(detector, none -> new ArrayList<>());
  }

  private String table() {
    StringBuilder table =
        new StringBuilder(
            """
            | detector | requests a second | of none, by round | server CPU us a request | of none, by round |
            |---|---|---|---|---|
            """);
    measured.forEach(
        (detector, own) ->
            table.append(
                String.format(
                    "| %s | %.0f | %s | %.2f | %s |%n",
                    detector,
                    median(values(own, Measured::perSecond)),
                    ofNone(own, Measured::perSecond),
                    median(values(own, Measured::cpuNanos)) / 1000,
                    ofNone(own, Measured::cpuNanos))));
    return table.toString();
  }

  private static List<Double> values(List<Measured> of, ToDoubleFunction<Measured> value) {
    return of.stream().map(value::applyAsDouble).sorted().toList();
  }

  private static double median(List<Double> sorted) {
    return sorted.get(sorted.size() / 2);
  }

  /** The median of the rounds, then the tenth and the ninetieth percentile. */
  private String ofNone(List<Measured> own, ToDoubleFunction<Measured> value) {
    List<Measured> none = of(Detector.NONE);
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      ratios.add(value.applyAsDouble(own.get(i)) / value.applyAsDouble(none.get(i)));
    }
    Collections.sort(ratios);
    int tenth = ratios.size() / 10;
    return String.format(
        "%.3f (%.3f to %.3f)",
        median(ratios), ratios.get(tenth), ratios.get(ratios.size() - 1 - tenth));
  }
}
