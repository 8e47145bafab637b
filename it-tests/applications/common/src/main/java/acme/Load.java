package acme;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Requests to a server of this machine, over connections that are kept alive. */
public final class Load {
  private static final int CONNECTIONS = 4;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;

  public Load(int port) {
    this.port = port;
  }

  /** The body of a response with status 200. */
  public String get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    HttpResponse<String> response =
        client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + response.statusCode());
    }
    return response.body();
  }

  /** So many requests in all, four at a time. */
  public void run(String path, int requests) throws Exception {
    ExecutorService users = Executors.newFixedThreadPool(CONNECTIONS);
    List<Future<?>> ends = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      ends.add(users.submit(() -> repeat(path, requests / CONNECTIONS)));
    }
    for (Future<?> end : ends) {
      end.get();
    }
    users.shutdown();
  }

  private Void repeat(String path, int requests) throws Exception {
    for (int i = 0; i < requests; i++) {
      get(path);
    }
    return null;
  }
}
