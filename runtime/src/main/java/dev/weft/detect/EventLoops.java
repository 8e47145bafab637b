package dev.weft.detect;

import org.jspecify.annotations.Nullable;

/**
 * Which executors are event loops, and which threads are non-blocking, told by names of types. A
 * library may bring its own copy of Netty along, whose packages begin with the library's.
 */
final class EventLoops {
  private static final String LOOP = "io.netty.channel.EventLoop";
  private static final String NON_BLOCKING = "reactor.core.scheduler.NonBlocking";

  /** Netty's loop of a thread per channel: it is there to block. */
  private static final String THREAD_PER_CHANNEL = "io.netty.channel.ThreadPerChannelEventLoop";

  private static final ClassValue<Boolean> IS_NON_BLOCKING =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return isA(type, NON_BLOCKING);
        }
      };

  private EventLoops() {}

  /** A DefaultEventExecutor, which is where Netty's users put what blocks, is none. */
  static boolean isEventLoop(Class<?> type) {
    return isA(type, LOOP) && !isA(type, THREAD_PER_CHANNEL);
  }

  static boolean isNonBlockingThread(Thread thread) {
    return IS_NON_BLOCKING.get(thread.getClass());
  }

  private static boolean isA(@Nullable Class<?> type, String name) {
    if (type == null) {
      return false;
    }
    String own = type.getName();
    if (own.equals(name) || own.endsWith("." + name)) {
      return true;
    }
    for (Class<?> face : type.getInterfaces()) {
      if (isA(face, name)) {
        return true;
      }
    }
    return isA(type.getSuperclass(), name);
  }
}
