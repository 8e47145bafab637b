package dev.weft.demo;

import dev.weft.detect.Blocking;
import dev.weft.netty.EventLoops;
import dev.weft.netty.NettyFutures;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.Callable;

/**
 * Blocks an event loop on purpose, and shows what the detector of blocking calls says to it. What
 * blocks is a task of the loop, as a handler of Netty is: in the fiber of a request some of these
 * calls would suspend.
 */
final class BlockRoutes {
  /** Making a report reads files, so an event loop is not the place for it. */
  private static final EventExecutor WORKER =
      new DefaultEventExecutor(new DefaultThreadFactory("demo-report", true));

  private BlockRoutes() {}

  /** Blocks an event loop in the way that {@code kind} says, for a moment. */
  static Response block(Request request) throws Exception {
    String kind = request.choice("kind", Blockers.kinds());
    Callable<?> blocker = Blockers.of(kind);
    long began = System.nanoTime();
    NettyFutures.await(EventLoops.group().next().submit(blocker));
    long micros = (System.nanoTime() - began) / 1_000;
    return Response.text(
        "blocked an event loop (" + kind + ") for " + micros + " µs; see /findings\n");
  }

  /** The detector's page. */
  static Response findings(Request request) throws Exception {
    String page = report("html");
    return page == null ? notWatched() : Response.html(page);
  }

  static Response findingsAsJson(Request request) throws Exception {
    String report = report("json");
    return report == null ? notWatched() : Response.json(report);
  }

  private static @org.jspecify.annotations.Nullable String report(String format) throws Exception {
    return NettyFutures.await(WORKER.submit(() -> Blocking.report(format)));
  }

  private static Response notWatched() {
    return Response.text("blocking calls are not watched: start with detect=report\n");
  }
}
