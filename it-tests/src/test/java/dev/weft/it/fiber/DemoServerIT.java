package dev.weft.it.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.demo.Main;
import dev.weft.it.support.ForkedJvm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The demo server as a client sees it, byte by byte. */
@Timeout(120)
class DemoServerIT {
  private static final int READ_TIMEOUT_MILLIS = 30_000;

  private static DemoProcess server;

  @BeforeAll
  static void start() throws IOException {
    server = new DemoProcess(2);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(READ_TIMEOUT_MILLIS);
    return socket;
  }

  /** Sends these bytes, which end with a request that closes, and reads all answers. */
  private static String exchange(String requests) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
      ByteArrayOutputStream answers = new ByteArrayOutputStream();
      InputStream in = socket.getInputStream();
      in.transferTo(answers);
      return answers.toString(StandardCharsets.UTF_8);
    }
  }

  private static String request(String method, String path) {
    return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n";
  }

  private static String closing(String method, String path) {
    return exchangeable(request(method, path) + "Connection: close\r\n\r\n");
  }

  private static String exchangeable(String requests) {
    try {
      return exchange(requests);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
  }

  @Test
  void routesAnswer() {
    assertEquals("Hello, World!", body(closing("GET", "/plaintext")));
    assertEquals("{\"message\":\"Hello, World!\"}", body(closing("GET", "/json")));
    assertEquals("slept 20 ms\n", body(closing("GET", "/sleep?ms=20")));
    assertTrue(
        body(closing("GET", "/fanout?n=200&ms=30")).startsWith("200 fibers slept 6000 ms in all"));
    String index = closing("GET", "/");
    assertTrue(index.contains("text/html") && index.contains("href=\"/sleep?ms=1000\""), index);
  }

  @Test
  void headHasNoBody() {
    String answer = closing("HEAD", "/plaintext");
    assertEquals(200, status(answer));
    assertTrue(answer.contains("content-length: 13"), answer);
    assertEquals("", body(answer));
  }

  @Test
  void whatIsWrongIsSaidInText() throws IOException {
    assertEquals(404, status(closing("GET", "/nowhere")));
    String wrongMethod = closing("POST", "/json");
    assertEquals(405, status(wrongMethod));
    assertTrue(wrongMethod.contains("allow: GET, HEAD"), wrongMethod);
    assertEquals(400, status(closing("GET", "/sleep")));
    assertEquals(400, status(closing("GET", "/sleep?ms=-1")));
    assertEquals(400, status(closing("GET", "/fanout?n=1&ms=x")));
    assertEquals(400, status(closing("GET", "/%zz")));
    assertEquals(400, status(exchange("NONSENSE\r\n\r\n")));
    assertEquals(414, status(exchange("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n\r\n")));
    assertEquals(
        431, status(exchange(request("GET", "/") + "X: " + "a".repeat(20_000) + "\r\n\r\n")));
    String large = request("POST", "/json") + "Content-Length: 1000000\r\n\r\n";
    assertEquals(413, status(exchange(large)));
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    StringBuilder requests = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      int millis = i % 5;
      requests.append(request("GET", "/sleep?ms=" + millis)).append("\r\n");
      expected.add("slept " + millis + " ms");
    }
    requests.append(request("GET", "/plaintext")).append("Connection: close\r\n\r\n");
    String answers = exchange(requests.toString());
    List<String> slept = answers.lines().filter(line -> line.startsWith("slept ")).toList();
    assertEquals(expected, slept);
    assertTrue(answers.endsWith("Hello, World!"), answers);
  }

  @Test
  void aClientThatGoesLeavesTheServerWell() throws IOException {
    for (int i = 0; i < 20; i++) {
      try (Socket socket = connect()) {
        socket
            .getOutputStream()
            .write(
                (request("GET", "/sleep?ms=60000") + "\r\n").getBytes(StandardCharsets.US_ASCII));
      }
    }
    assertEquals("Hello, World!", body(closing("GET", "/plaintext")));
  }

  @Test
  void stopsWhenAskedButFirstAnswers() throws Exception {
    try (DemoProcess other = new DemoProcess(1);
        Socket idle = new Socket(InetAddress.getLoopbackAddress(), other.port());
        Socket busy = new Socket(InetAddress.getLoopbackAddress(), other.port())) {
      busy.setSoTimeout(READ_TIMEOUT_MILLIS);
      idle.setSoTimeout(READ_TIMEOUT_MILLIS);
      String both =
          request("GET", "/plaintext") + "\r\n" + request("GET", "/sleep?ms=1500") + "\r\n";
      busy.getOutputStream().write(both.getBytes(StandardCharsets.US_ASCII));
      while (busy.getInputStream().read() != '!') {
        // the end of the first answer: the second request, read with it, is being served
      }
      assertTrue(other.stopsWithin(30));
      String rest = new String(busy.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertTrue(rest.contains("slept 1500 ms"), rest);
      assertEquals(-1, idle.getInputStream().read());
    }
  }

  @Test
  void badOptionsAndABusyPortAreSaidInALine() throws Exception {
    ForkedJvm.Result unknown = demo().run(Main.class.getName(), "--prot", "1");
    assertEquals(2, unknown.exitCode());
    assertEquals("demo: unknown option '--prot'", unknown.lines().get(0));
    assertTrue(unknown.output().contains("usage: demo/run"));
    assertEquals(2, demo().run(Main.class.getName(), "--port", "70000").exitCode());
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ForkedJvm.Result busy =
          demo().run(Main.class.getName(), "--port", Integer.toString(taken.getLocalPort()));
      assertEquals(1, busy.exitCode());
      assertTrue(
          busy.output().contains("demo: cannot listen on port " + taken.getLocalPort()),
          busy.output());
      assertFalse(busy.output().contains("\tat "), busy.output());
    }
  }

  private static ForkedJvm demo() {
    return new ForkedJvm().agent("weave=dev.weft.demo.*");
  }
}
