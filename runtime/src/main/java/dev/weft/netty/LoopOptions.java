package dev.weft.netty;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.lang.System.Logger.Level;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What the event loops are made of.
 *
 * @param loops how many
 * @param epoll whether Linux's epoll, otherwise java.nio's selectors
 * @param standIns the most threads that stand in for one loop's own thread at a time
 */
record LoopOptions(int loops, boolean epoll, int standIns) {
  private static final int MAX_THREADS = 4096;
  private static final int DEFAULT_STAND_INS = 64;

  /**
   * From the properties weft.loops, weft.transport and weft.standIns.
   *
   * @throws IllegalArgumentException naming a property with a bad value
   */
  static LoopOptions from(Properties properties) {
    return new LoopOptions(
        number(properties, "weft.loops", 1, Runtime.getRuntime().availableProcessors()),
        epoll(properties.getProperty("weft.transport")),
        number(properties, "weft.standIns", 0, DEFAULT_STAND_INS));
  }

  private static int number(Properties properties, String name, int min, int otherwise) {
    String text = properties.getProperty(name);
    if (text == null) {
      return otherwise;
    }
    try {
      int n = Integer.parseInt(text.trim());
      if (n >= min && n <= MAX_THREADS) {
        return n;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        name + " must be a number from " + min + " to " + MAX_THREADS + ", not '" + text + "'");
  }

  private static boolean epoll(@Nullable String transport) {
    if (transport == null) {
      return Epoll.isAvailable();
    }
    return switch (transport.trim()) {
      case "nio" -> false;
      case "epoll" -> availableEpoll();
      default ->
          throw new IllegalArgumentException(
              "weft.transport must be epoll or nio, not '" + transport + "'");
    };
  }

  private static boolean availableEpoll() {
    if (Epoll.isAvailable()) {
      return true;
    }
    throw new IllegalArgumentException(
        "weft.transport=epoll, but epoll is not available: "
            + Epoll.unavailabilityCause().getMessage());
  }

  IoHandlerFactory newIoHandlers() {
    if (!epoll && !Epoll.isAvailable()) {
      System.getLogger("dev.weft")
          .log(Level.DEBUG, "event loops use java.nio: {0}", Epoll.unavailabilityCause());
    }
    return epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
  }
}
