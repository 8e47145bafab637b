package dev.weft.demo;

import dev.weft.Fiber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/** What the demo serves: plain methods that block, as it seems. */
final class DemoRoutes {
  private static final int MAX_MILLIS = 60_000;
  private static final int MAX_FANOUT = 10_000;

  /** With KINDS in the place of the links. */
  private static final String INDEX =
      """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Weft demo</title>
        <style>body { font: 1rem/1.5 sans-serif; max-width: 45rem; margin: 2rem auto; padding: 0 1rem } dt { margin-top: 1rem }</style>
        </head>
        <body>
        <h1>Weft demo</h1>
        <p>Each request is a fiber on the event loop that owns its connection. A route is a plain method that blocks, as it
        seems: while it waits, the loop serves others.</p>
        <dl>
        <dt><a href="/plaintext">/plaintext</a></dt><dd>says hello</dd>
        <dt><a href="/json">/json</a></dt><dd>says hello in JSON</dd>
        <dt><a href="/sleep?ms=1000">/sleep?ms=1000</a></dt><dd>calls Thread.sleep, at most 60,000 ms</dd>
        <dt><a href="/fanout?n=100&amp;ms=500">/fanout?n=100&amp;ms=500</a></dt><dd>starts n fibers that sleep at the same
        time and waits for all, at most 10,000</dd>
        <dt>/block?kind=KINDS</dt><dd>blocks an event loop on purpose</dd>
        <dt><a href="/findings">/findings</a>, <a href="/findings.json">/findings.json</a></dt><dd>what the detector of
        blocking calls has found so far</dd>
        </dl>
        </body>
        </html>
        """;

  private DemoRoutes() {}

  static Router router() {
    return new Router()
        .route("/", DemoRoutes::index)
        .route("/plaintext", DemoRoutes::plaintext)
        .route("/json", DemoRoutes::json)
        .route("/sleep", DemoRoutes::sleep)
        .route("/fanout", DemoRoutes::fanout)
        .route("/block", BlockRoutes::block)
        .route("/findings", BlockRoutes::findings)
        .route("/findings.json", BlockRoutes::findingsAsJson);
  }

  static Response plaintext(Request request) {
    return Response.text("Hello, World!");
  }

  static Response json(Request request) {
    return Response.json("{\"message\":\"Hello, World!\"}");
  }

  /** Sleeps as any thread would; the fiber is suspended and its event loop goes on. */
  static Response sleep(Request request) throws Exception {
    int millis = request.number("ms", MAX_MILLIS);
    Thread.sleep(millis);
    return Response.text("slept " + millis + " ms\n");
  }

  /** Starts n fibers that sleep at the same time, and waits for all. */
  static Response fanout(Request request) throws Exception {
    int n = request.number("n", MAX_FANOUT);
    int millis = request.number("ms", MAX_MILLIS);
    long began = System.nanoTime();
    List<Fiber<Integer>> fibers = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      fibers.add(Fiber.start(new Sleeper(millis)));
    }
    try {
      long total = 0;
      for (Fiber<Integer> fiber : fibers) {
        total += fiber.get();
      }
      long took = (System.nanoTime() - began) / 1_000_000;
      return Response.text(n + " fibers slept " + total + " ms in all, in " + took + " ms\n");
    } catch (InterruptedException | ExecutionException e) {
      fibers.forEach(fiber -> fiber.cancel(true));
      throw e;
    }
  }

  private record Sleeper(int millis) implements Callable<Integer> {
    @Override
    public Integer call() throws InterruptedException {
      Thread.sleep(millis);
      return millis;
    }
  }

  static Response index(Request request) {
    String kinds =
        Blockers.kinds().stream()
            .map(kind -> "<a href=\"/block?kind=" + kind + "\">" + kind + "</a>")
            .collect(Collectors.joining(", "));
    return Response.html(INDEX.replace("KINDS", kinds));
  }
}
