package dev.weft.it.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.FrameInfo;
import dev.weft.agent.report.Kind;
import dev.weft.agent.report.Report;
import dev.weft.agent.report.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Blocking calls that users of well known libraries have really made on event loops: each is found,
 * once, with the place that is to be changed. Each application runs once.
 */
final class RealBugsIT {
  private static final Map<Application, Report> REPORTS = new EnumMap<>(Application.class);

  @TempDir static Path directory;

  private static Report report(Application application) throws IOException, InterruptedException {
    Report known = REPORTS.get(application);
    if (known == null) {
      Path own = Files.createDirectory(directory.resolve(application.name()));
      known = application.run("bugs", own);
      REPORTS.put(application, known);
    }
    return known;
  }

  /**
   * @param frame class and method of the application, or of the library that is at fault
   * @param bug which planted line the frame must be at; null if it is a library's
   * @param through class and method that must be in the stack
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # Netty 4.1 and 4.2: the default resolver asks for the name on the loop; a ready key's handler
          NETTY41 | dns | error | java.net.InetAddress.getByName | acme.netty.Routes.forward | resolver | 1 | io.netty.resolver.DefaultNameResolver.doResolve
          NETTY41 | lock | error | java.util.concurrent.locks.ReentrantLock.lock | acme.netty.Routes.locked | lock | 1 | io.netty.channel.nio.NioEventLoop.processSelectedKey
          NETTY41 | file-meta | warning | java.nio.file.Files.readAllBytes | acme.netty.Routes.file | file | 1 | acme.netty.Routes.channelRead0
          NETTY41 | file-data | warning | java.nio.file.Files.readAllBytes | acme.netty.Routes.file | file | 3 | acme.netty.Routes.channelRead0
          NETTY41 | random | info | java.util.UUID.randomUUID | acme.netty.Routes.session | uuid | 1 | acme.netty.Routes.channelRead0
          NETTY42 | dns | error | java.net.InetAddress.getByName | acme.netty.Routes.forward | resolver | 1 | io.netty.resolver.DefaultNameResolver.doResolve
          NETTY42 | lock | error | java.util.concurrent.locks.ReentrantLock.lock | acme.netty.Routes.locked | lock | 1 | io.netty.channel.nio.NioIoHandler.processSelectedKey
          NETTY42 | file-data | warning | java.nio.file.Files.readAllBytes | acme.netty.Routes.file | file | 3 | acme.netty.Routes.channelRead0
          # Vert.x 3.8.5: exists is asynchronous, but resolves the name first
          VERTX3 | file-meta | warning | java.io.File.exists | acme.vertx.Vertx3Main$Site.exists | exists | 2 | io.vertx.core.file.impl.FileResolver.resolveFile
          # Vert.x 4 and 5: the handler of static files looks at them on the loop as long as that is fast
          VERTX4 | file-meta | warning | java.nio.file.Files.readAttributes | io.vertx.ext.web.handler.impl.StaticHandlerImpl.getFileProps | | 1 | io.vertx.core.file.impl.FileSystemImpl.propsBlocking
          VERTX4 | file-meta | warning | java.io.RandomAccessFile.<init> | io.vertx.ext.web.handler.impl.StaticHandlerImpl.sendFile | | 1 | io.vertx.ext.web.handler.impl.StaticHandlerImpl.lambda$sendStatic$1
          VERTX4 | random | info | java.util.UUID.randomUUID | acme.vertx.VertxMain.session | uuid | 1 | io.vertx.ext.web.impl.RouteState.handleContext
          VERTX4 | lock | error | java.util.concurrent.locks.ReentrantLock.lock | acme.vertx.VertxMain.locked | lock | 1 | io.vertx.ext.web.impl.RouteState.handleContext
          VERTX5 | file-meta | warning | java.nio.file.Files.readAttributes | io.vertx.ext.web.handler.impl.StaticHandlerImpl.getFileProps | | 1 | io.vertx.core.file.impl.FileSystemImpl.propsBlocking
          VERTX5 | file-meta | warning | java.io.RandomAccessFile.<init> | io.vertx.ext.web.handler.impl.StaticHandlerImpl.sendFile | | 1 | io.vertx.ext.web.handler.impl.StaticHandlerImpl.lambda$sendStatic$1
          VERTX5 | random | info | java.util.UUID.randomUUID | acme.vertx.VertxMain.session | uuid | 1 | io.vertx.ext.web.impl.RouteState.handleContext
          VERTX5 | lock | error | java.util.concurrent.locks.ReentrantLock.lock | acme.vertx.VertxMain.locked | lock | 1 | io.vertx.ext.web.impl.RouteState.handleContext
          # Reactor Netty's and Spring WebFlux's static files; Reactor's scheduler that must not block
          REACTOR | file-meta | warning | java.nio.file.Files.isReadable | reactor.netty.http.server.DefaultHttpServerRoutes.lambda$directory$0 | | 1 | reactor.netty.http.server.HttpServer$HttpServerHandle.onStateChange
          REACTOR | file-meta | warning | java.nio.file.Files.size | reactor.netty.http.server.HttpServerOperations.sendFile | | 1 | reactor.netty.http.server.HttpServerOperations.sendFile
          REACTOR | file-meta | warning | java.io.File.exists | org.springframework.core.io.FileSystemResource.isReadable | | 1 | org.springframework.web.reactive.function.server.PathResourceLookupFunction.apply
          REACTOR | random | info | java.util.UUID.randomUUID | acme.reactor.ReactorMain.session | uuid | 1 | reactor.netty.http.server.HttpServer$HttpServerHandle.onStateChange
          REACTOR | lock | error | java.util.concurrent.locks.ReentrantLock.lock | acme.reactor.ReactorMain.locked | lock | 1 | reactor.netty.http.server.HttpServer$HttpServerHandle.onStateChange
          REACTOR | sleep | error | java.lang.Thread.sleep | acme.reactor.ReactorMain.slow | parallel | 1 | reactor.core.scheduler.SchedulerTask.call
          # gRPC with a direct executor; with the Netty that it brings along
          GRPC | sleep | error | java.lang.Thread.sleep | acme.grpc.GrpcMain.sleep | sleep | 1 | io.netty.channel.nio.NioIoHandler.processSelectedKey
          GRPC_SHADED | sleep | error | java.lang.Thread.sleep | acme.grpc.GrpcMain.sleep | sleep | 1 | io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler.processReady
          # clients, pools, caches, logs in a Netty handler
          CLIENTS | dns | error | java.net.InetSocketAddress.<init> | acme.clients.Databases.postgresql | postgresql | 1 | org.postgresql.core.PGStream.createSocket
          CLIENTS | connect | error | java.net.Socket.connect | acme.clients.Databases.postgresql | postgresql | 1 | org.postgresql.core.PGStream.createSocket
          CLIENTS | await | error | java.util.concurrent.SynchronousQueue.poll | acme.clients.Databases.takeFrom | hikari | 1 | com.zaxxer.hikari.util.ConcurrentBag.borrow
          CLIENTS | dns | error | java.net.InetAddress.getByName | acme.clients.Remote.send | mail | 1 | jakarta.mail.URLName.getHostAddress
          CLIENTS | connect | error | java.net.Socket.connect | acme.clients.Remote.send | mail | 1 | org.eclipse.angus.mail.util.SocketFetcher.createSocket
          CLIENTS | await | error | java.util.concurrent.LinkedBlockingDeque.poll | acme.clients.Remote.askOkHttp | okhttp | 1 | okhttp3.internal.connection.FastFallbackExchangeFinder.awaitTcpConnect
          CLIENTS | connect | error | java.net.Socket.connect | acme.clients.Remote.askApache | apache | 1 | org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator.connect
          CLIENTS | file-data | warning | java.io.BufferedOutputStream.flush | acme.clients.Files.logTo | logback | 1 | ch.qos.logback.core.OutputStreamAppender.append
          CLIENTS | file-data | warning | java.io.RandomAccessFile.write | acme.clients.Files.appendTo | log4j | 1 | org.apache.logging.log4j.core.appender.RandomAccessFileManager.writeToDestination
          CLIENTS | file-meta | warning | java.io.FileInputStream.<init> | acme.clients.Files.read | jackson | 1 | com.fasterxml.jackson.databind.ObjectMapper.readValue
          CLIENTS | random | info | java.util.UUID.randomUUID | acme.clients.Files.session | uuid | 1 | acme.clients.ActionHandler.channelRead0
          CLIENTS | lock | error | java.util.concurrent.locks.ReentrantLock.lock | acme.clients.Waits.take | lock | 1 | acme.clients.ActionHandler.channelRead0
          CLIENTS | monitor | error | synchronized | acme.clients.Waits.read | caffeine | 1 | com.github.benmanes.caffeine.cache.UnboundedLocalCache.computeIfAbsent
          CLIENTS | await | error | java.lang.Object.wait | acme.clients.Waits.send | kafka | 1 | org.apache.kafka.clients.producer.KafkaProducer.waitOnMetadata
          """)
  void isFoundOnceAtItsPlace(
      Application application,
      String kind,
      String severity,
      String api,
      String frame,
      String bug,
      long count,
      String through)
      throws IOException, InterruptedException {
    Report report = report(application);
    List<Finding> found =
        report.findings().stream()
            .filter(f -> f.kind().text().equals(kind) && f.api().equals(api))
            .filter(f -> frame.equals(name(f.frame())))
            .toList();
    assertEquals(1, found.size(), () -> all(report));
    Finding finding = found.get(0);
    assertEquals(severity, finding.severity().text());
    assertEquals(count, finding.count(), finding::toString);
    assertTrue(finding.maxNanos() > 0 && finding.totalNanos() >= finding.maxNanos());
    assertTrue(finding.stack().stream().anyMatch(f -> name(f).equals(through)), finding::toString);
    if (bug != null) {
      FrameInfo place = finding.frame();
      assertEquals(PlantedBugs.line(application, place.className(), bug), place.line());
    }
  }

  /** Every error is at a planted line. */
  @ParameterizedTest
  @EnumSource
  void nothingElseIsAnError(Application application) throws IOException, InterruptedException {
    for (Finding finding : report(application).findings()) {
      if (finding.counts(Severity.ERROR)) {
        FrameInfo frame = finding.frame();
        assertTrue(
            PlantedBugs.isAt(application, frame.className(), frame.line()), finding::toString);
      }
    }
  }

  private static String name(FrameInfo frame) {
    return frame == null ? null : frame.className() + "." + frame.method();
  }

  private static String all(Report report) {
    StringBuilder all = new StringBuilder();
    for (Finding f : report.findings()) {
      if (f.kind() != Kind.CLASSLOAD) {
        all.append(f.kind().text() + " " + f.api() + " " + f.frame() + " " + f.count() + "\n");
      }
    }
    return all.toString();
  }
}
