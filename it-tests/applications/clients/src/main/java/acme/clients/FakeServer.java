package acme.clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** As much of a server as a client needs to connect. */
final class FakeServer {
  private FakeServer() {}

  private interface Session {
    void serve(Socket client) throws IOException;
  }

  /** Closes each connection once it has read something. */
  static ServerSocket closing() throws IOException {
    return start(client -> client.getInputStream().read(new byte[1000]));
  }

  /** Greets, and says yes to whatever a mail client says. */
  static ServerSocket mail() throws IOException {
    return start(
        client -> {
          OutputStream out = client.getOutputStream();
          out.write("220 mail-host\r\n".getBytes(StandardCharsets.US_ASCII));
          BufferedReader lines =
              new BufferedReader(
                  new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
          while (lines.readLine() != null) {
            out.write("250 yes\r\n".getBytes(StandardCharsets.US_ASCII));
          }
        });
  }

  private static ServerSocket start(Session session) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> acceptAll(server, session), "fake-server");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  private static void acceptAll(ServerSocket server, Session session) {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        session.serve(client);
      } catch (IOException e) {
        // the client is gone, or the server is closed
      }
    }
  }
}
