package dev.weft.agent.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.Report;
import dev.weft.agent.weave.Globs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scans small programs that are compiled against stand-ins for Netty's and Weft's types. */
class ScanTest {
  private static final String NETTY =
      """
      package io.netty.channel;
      public interface ChannelHandler {}
      """;
  private static final String EXECUTORS =
      """
      package io.netty.util.concurrent;
      public interface EventExecutorGroup extends java.util.concurrent.ScheduledExecutorService {}
      """;
  private static final String LISTENER =
      """
      package io.netty.util.concurrent;
      public interface GenericFutureListener<F> { void operationComplete(F future) throws Exception; }
      """;
  private static final String LOOP =
      """
      package io.netty.channel;
      public interface EventLoop extends io.netty.util.concurrent.EventExecutorGroup {}
      """;
  private static final String FIBER =
      """
      package dev.weft;
      public class Fiber {
        public static void start(Runnable body) {}
        public static void start(java.util.concurrent.Callable<?> body) {}
      }
      """;

  @TempDir private static Path stubs;
  @TempDir private Path dir;

  @BeforeAll
  static void compileStubs() throws IOException {
    compile(stubs, stubs, NETTY, EXECUTORS, LISTENER, LOOP, FIBER);
  }

  private static void compile(Path classPath, Path to, String... sources) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String source : sources) {
      String name = source.replaceAll("(?s).*?(class|interface) (\\w+).*", "$2") + ".java";
      Path file = Files.createDirectories(to.resolve("src" + files.size())).resolve(name);
      files.add(Files.writeString(file, source));
    }
    Stream<String> options =
        Stream.of("-nowarn", "--release", "17", "-cp", classPath.toString(), "-d", to.toString());
    String[] line =
        Stream.concat(options, files.stream().map(Path::toString)).toArray(String[]::new);
    int exit = ToolProvider.getSystemJavaCompiler().run(null, null, null, line);
    assertEquals(0, exit, Arrays.toString(line));
  }

  private Report scan(String... sources) throws IOException {
    compile(stubs, dir, sources);
    return Scan.run(List.of(dir, stubs), Globs.NONE, "test");
  }

  /** Kinds, calls and the chain to the entry, without line numbers. */
  private static List<String> ways(Report report) {
    return report.findings().stream()
        .sorted(Comparator.comparing(Finding::api))
        .map(
            finding ->
                finding.kind().text()
                    + " "
                    + String.join(
                        " < ",
                        finding.stack().stream()
                            .map(f -> f.className() + "." + f.method())
                            .toList()))
        .toList();
  }

  @Test
  void followsHandlersThroughCallsOverridesAndLambdas() throws IOException {
    Report report =
        scan(
            """
            package com.acme;
            public class Handler implements io.netty.channel.ChannelHandler {
              private final Store store = new DiskStore();
              public void channelRead(Object message) throws Exception {
                store.save(message);
                java.util.List.of(1).forEach(i -> pause());
              }
              void pause() {
                try { Thread.sleep(1); } catch (InterruptedException e) { }
              }
              void notCalled() throws Exception { new java.net.Socket("a", 1); }
            }
            interface Store { void save(Object o) throws Exception; }
            class DiskStore implements Store {
              public void save(Object o) throws Exception {
                java.nio.file.Files.writeString(java.nio.file.Path.of("a"), "b");
              }
            }
            """);
    assertEquals(
        List.of(
            "sleep java.lang.Thread.sleep < com.acme.Handler.pause"
                + " < com.acme.Handler.lambda$channelRead$0 < com.acme.Handler.channelRead",
            "file-data java.nio.file.Files.writeString < com.acme.DiskStore.save"
                + " < com.acme.Handler.channelRead"),
        ways(report));
    assertEquals(1, report.contexts());
    assertEquals(5, report.findings().get(0).stack().get(2).line());
  }

  @Test
  void tasksOfLoopsListenersAndFibersAreEntries() throws IOException {
    Report report =
        scan(
            """
            package com.acme;
            import io.netty.util.concurrent.GenericFutureListener;
            public class Tasks {
              void start(io.netty.channel.EventLoop loop) {
                loop.execute(() -> new ProcessBuilder("x").inheritIO().redirectErrorStream());
                loop.submit(() -> java.net.InetAddress.getByName("a"));
                loop.execute(new Task());
                dev.weft.Fiber.start(() -> new java.util.concurrent.CountDownLatch(1).getCount());
                dev.weft.Fiber.start(() -> { java.util.UUID.randomUUID(); });
                on(f -> new java.io.File("a").exists());
              }
              void on(GenericFutureListener<Object> listener) {}
              static class Task implements Runnable {
                public void run() { java.util.concurrent.locks.LockSupport.park(); }
              }
            }
            """);
    assertEquals(6, report.contexts());
    assertEquals(
        List.of(
            "file-meta java.io.File.exists < com.acme.Tasks.lambda$start$4",
            "dns java.net.InetAddress.getByName < com.acme.Tasks.lambda$start$1",
            "random java.util.UUID.randomUUID < com.acme.Tasks.lambda$start$3",
            "await java.util.concurrent.locks.LockSupport.park < com.acme.Tasks$Task.run"),
        ways(report));
  }

  @Test
  void whatOtherThreadsRunIsNoFinding() throws IOException {
    Report report =
        scan(
            """
            package com.acme;
            import java.util.concurrent.*;
            public class Handler implements io.netty.channel.ChannelHandler {
              ExecutorService workers = Executors.newCachedThreadPool();
              void channelRead(Object message) {
                workers.execute(() -> pause());
                CompletableFuture.runAsync(() -> pause());
                new Thread(() -> pause()).start();
                BlockingQueue<Object> queue = new LinkedBlockingQueue<>();
                queue.offer(message);
                queue.poll();
                new java.net.InetSocketAddress(80);
              }
              static void pause() {
                try { Thread.sleep(1); } catch (InterruptedException e) { }
              }
            }
            """);
    assertEquals(List.of(), ways(report));
    assertEquals(1, report.contexts());
  }

  @Test
  void endsInRecursion() throws IOException {
    Report report =
        scan(
            """
            package com.acme;
            public class Handler implements io.netty.channel.ChannelHandler {
              void channelRead(Object message) throws Exception { again(3); }
              void again(int n) throws Exception { again(n - 1); Object.class.wait(); }
            }
            """);
    assertEquals(1, report.findings().size());
  }

  @Test
  void tellsWhatItCannotRead() throws IOException {
    Files.write(dir.resolve("Broken.class"), new byte[] {1, 2, 3});
    Report report = Scan.run(List.of(dir, stubs), Globs.NONE, "test");
    assertTrue(report.problems().get(0).contains("Broken.class cannot be read"), report::toString);
  }

  @Test
  void readsJarsInJars() throws IOException {
    compile(
        stubs,
        dir,
        """
        package com.acme;
        public class Handler implements io.netty.channel.ChannelHandler {
          void channelRead(Object message) throws Exception { Thread.sleep(1); }
        }
        """);
    byte[] handler = Files.readAllBytes(dir.resolve("com/acme/Handler.class"));
    byte[] inner = zip("com/acme/Handler.class", handler);
    Path outer = Files.write(dir.resolve("app.jar"), zip("BOOT-INF/lib/acme.jar", inner));
    assertEquals(1, Scan.run(List.of(outer, stubs), Globs.NONE, "test").findings().size());
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return bytes.toByteArray();
  }

  @Test
  void onlyEntriesThatAreAskedFor() throws IOException {
    compile(
        stubs,
        dir,
        """
        package com.acme;
        public class Handler implements io.netty.channel.ChannelHandler {
          void channelRead(Object message) throws Exception { Thread.sleep(1); }
        }
        """);
    List<Path> classPath = List.of(dir, stubs);
    assertEquals(0, Scan.run(classPath, Globs.parse("org.*"), "t").contexts());
    assertEquals(1, Scan.run(classPath, Globs.parse("com.acme.*"), "t").findings().size());
  }
}
