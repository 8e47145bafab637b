package acme.clients;

import com.sun.net.httpserver.HttpServer;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Properties;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;

/** Clients of mail and HTTP. */
final class Remote {
  private Remote() {}

  static void prepare(Map<String, Action> actions) throws Exception {
    ServerSocket mail = FakeServer.mail();
    Session session = Session.getInstance(new Properties());
    actions.put("mail", () -> send(session, mail.getLocalPort()));
    String url = "http://127.0.0.1:" + webServer().getAddress().getPort() + "/";
    OkHttpClient okHttp = new OkHttpClient();
    actions.put("okhttp", () -> askOkHttp(okHttp, url));
    CloseableHttpClient apache = HttpClients.createDefault();
    actions.put("apache", () -> askApache(apache, url));
  }

  private static HttpServer webServer() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write(new byte[] {'o', 'k'});
          exchange.close();
        });
    server.start();
    return server;
  }

  private static void send(Session session, int port) throws Exception {
    Transport transport = session.getTransport("smtp");
    transport.connect("mail-host", port, null, null); // bug: mail
    transport.close(); // bug: mail close
  }

  private static void askOkHttp(OkHttpClient client, String url) throws IOException {
    Request request = new Request.Builder().url(url).build();
    try (Response response = client.newCall(request).execute()) { // bug: okhttp
      response.body().string(); // bug: okhttp body
    }
  }

  private static void askApache(CloseableHttpClient client, String url) throws IOException {
    client.execute(new HttpGet(url), response -> response.getCode()); // bug: apache
  }
}
