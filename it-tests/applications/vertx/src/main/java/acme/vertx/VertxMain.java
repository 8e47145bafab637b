package acme.vertx;

import acme.HeldLock;
import acme.Load;
import acme.Program;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/** A server of Vert.x 4 or 5, with its router. */
public final class VertxMain implements Program {
  private static final int REQUESTS = 4000;

  private final Vertx vertx = Vertx.vertx();
  private volatile ReentrantLock lock = new ReentrantLock();

  private VertxMain() {}

  public static void main(String[] args) {
    Program.main(args, new VertxMain());
  }

  @Override
  public void run(String what) throws Exception {
    Router router = Router.router(vertx);
    router.get("/hello").handler(context -> context.end("hello"));
    router.get("/uuid").handler(VertxMain::session);
    router.get("/lock").handler(this::locked);
    String files = System.getProperty("acme.files");
    router.route("/files/*").handler(StaticHandler.create(FileSystemAccess.ROOT, files));
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    Load load = new Load(server.actualPort());
    if (what.equals("bugs")) {
      haveBugs(load);
    } else {
      load.run("/hello", REQUESTS);
    }
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  private void haveBugs(Load load) throws Exception {
    load.get("/files/page.html");
    load.get("/uuid");
    lock = HeldLock.take();
    load.get("/lock");
  }

  private static void session(RoutingContext context) {
    context.end(UUID.randomUUID().toString()); // bug: uuid
  }

  private void locked(RoutingContext context) {
    lock.lock(); // bug: lock
    lock.unlock();
    context.end("locked");
  }
}
