package dev.weft.demo;

import java.net.BindException;
import java.util.List;

/** Starts the server; ends with 1 if it cannot listen and 2 if an option is wrong. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    if (List.of(args).contains("--help")) {
      System.out.println(Options.USAGE);
      return;
    }
    Options options;
    try {
      options = Options.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println("demo: " + e.getMessage());
      System.err.println(Options.USAGE);
      System.exit(2);
      return;
    }
    if (options.loops() > 0) {
      System.setProperty("weft.loops", Integer.toString(options.loops()));
    }
    serve(options.port());
  }

  private static void serve(int port) throws InterruptedException {
    Server server;
    try {
      server = Server.start(port, DemoRoutes.router());
    } catch (BindException e) {
      System.err.println("demo: cannot listen on port " + port + ": " + e.getMessage());
      System.exit(1);
      return;
    } catch (Exception e) {
      System.err.println("demo: cannot start: " + e.getMessage());
      System.exit(1);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "demo-stop"));
    System.out.println("demo: listening on http://localhost:" + server.port() + "/");
    server.awaitEnd();
  }
}
