package acme.reactor;

import acme.HeldLock;
import acme.Load;
import acme.Program;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Servers of Reactor Netty: one with its own routes, one with Spring WebFlux on it. */
public final class ReactorMain implements Program {
  private static final int REQUESTS = 4000;

  private volatile ReentrantLock lock = new ReentrantLock();

  private ReactorMain() {}

  public static void main(String[] args) {
    Program.main(args, new ReactorMain());
  }

  @Override
  public void run(String what) throws Exception {
    DisposableServer plain = plain();
    DisposableServer web = webFlux();
    if (what.equals("bugs")) {
      haveBugs(new Load(plain.port()), new Load(web.port()));
    } else {
      new Load(plain.port()).run("/hello", REQUESTS);
      new Load(web.port()).run("/hello", REQUESTS);
    }
    plain.disposeNow();
    web.disposeNow();
  }

  private void haveBugs(Load plain, Load web) throws Exception {
    plain.get("/files/page.html");
    plain.get("/uuid");
    web.get("/files/page.html");
    web.get("/parallel");
    lock = HeldLock.take();
    web.get("/lock");
  }

  private static Path files() {
    return Path.of(System.getProperty("acme.files"));
  }

  private static DisposableServer plain() {
    return HttpServer.create()
        .host("127.0.0.1")
        .port(0)
        .route(
            routes ->
                routes
                    .get("/hello", (request, response) -> response.sendString(Mono.just("hello")))
                    .get("/uuid", (request, response) -> response.sendString(Mono.just(session())))
                    .directory("/files", files()))
        .bindNow();
  }

  private DisposableServer webFlux() {
    ReactorHttpHandlerAdapter handler =
        new ReactorHttpHandlerAdapter(
            RouterFunctions.toHttpHandler(
                RouterFunctions.route()
                    .GET("/hello", request -> ServerResponse.ok().bodyValue("hello"))
                    .GET("/lock", this::locked)
                    .GET("/parallel", ReactorMain::onParallel)
                    .resources("/files/**", new FileSystemResource(files() + "/"))
                    .build()));
    return HttpServer.create().host("127.0.0.1").port(0).handle(handler).bindNow();
  }

  private static String session() {
    return UUID.randomUUID().toString(); // bug: uuid
  }

  private Mono<ServerResponse> locked(ServerRequest request) {
    lock.lock(); // bug: lock
    lock.unlock();
    return ServerResponse.ok().bodyValue("locked");
  }

  /** What blocks is moved to another scheduler, but not to one where blocking is allowed. */
  private static Mono<ServerResponse> onParallel(ServerRequest request) {
    return Mono.fromCallable(ReactorMain::slow)
        .subscribeOn(Schedulers.parallel())
        .flatMap(text -> ServerResponse.ok().bodyValue(text));
  }

  private static String slow() throws InterruptedException {
    Thread.sleep(5); // bug: parallel
    return "slow";
  }
}
