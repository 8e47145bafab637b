package acme.vertx;

import acme.Load;
import acme.Program;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.file.FileSystem;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A server of Vert.x 3.8. */
public final class Vertx3Main implements Program {
  private static final int REQUESTS = 4000;

  private final Vertx vertx = Vertx.vertx();

  private Vertx3Main() {}

  public static void main(String[] args) {
    Program.main(args, new Vertx3Main());
  }

  @Override
  public void run(String what) throws Exception {
    Site site = new Site();
    Vertx3Main.<String>await(done -> vertx.deployVerticle(site, done));
    Load load = new Load(site.server.actualPort());
    if (what.equals("bugs")) {
      load.get("/exists");
    } else {
      load.run("/hello", REQUESTS);
    }
    Vertx3Main.<Void>await(vertx::close);
  }

  /** The outcome of something that tells it to a handler; 3.8 has no futures. */
  private static <T> T await(Consumer<Handler<AsyncResult<T>>> start) throws Exception {
    CompletableFuture<T> outcome = new CompletableFuture<>();
    start.accept(
        result -> {
          if (result.succeeded()) {
            outcome.complete(result.result());
          } else {
            outcome.completeExceptionally(result.cause());
          }
        });
    return outcome.get();
  }

  private static final class Site extends AbstractVerticle {
    HttpServer server;

    @Override
    public void start(Future<Void> started) {
      server = vertx.createHttpServer().requestHandler(this::answer);
      server.listen(0, "127.0.0.1", listening -> started.handle(listening.mapEmpty()));
    }

    private void answer(HttpServerRequest request) {
      if (request.path().equals("/exists")) {
        exists(request);
      } else {
        request.response().end("hello");
      }
    }

    /** Asynchronous by its looks; 3.8.5 calls File.exists before it hands over to a worker. */
    private void exists(HttpServerRequest request) {
      FileSystem files = vertx.fileSystem();
      files.exists("absent.txt", found -> request.response().end("" + found)); // bug: exists
    }
  }
}
