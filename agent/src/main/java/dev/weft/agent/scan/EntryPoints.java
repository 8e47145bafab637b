package dev.weft.agent.scan;

import dev.weft.agent.weave.Globs;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where event loops and fibers enter a program: methods of Netty's channel handlers and future
 * listeners, tasks that are handed to an event executor, and bodies of fibers.
 */
final class EntryPoints {
  static final String EVENT_EXECUTORS = "io/netty/util/concurrent/EventExecutorGroup";
  private static final String HANDLER = "io/netty/channel/ChannelHandler";
  private static final String LISTENER = "io/netty/util/concurrent/GenericFutureListener";
  private static final String FIBER = "dev/weft/Fiber";

  private static final Set<String> CALLBACKS =
      Set.of(
          "handlerAdded",
          "handlerRemoved",
          "exceptionCaught",
          "channelRegistered",
          "channelUnregistered",
          "channelActive",
          "channelInactive",
          "channelRead",
          "channelRead0",
          "channelReadComplete",
          "userEventTriggered",
          "channelWritabilityChanged",
          "initChannel",
          "bind",
          "connect",
          "disconnect",
          "close",
          "deregister",
          "read",
          "write",
          "flush",
          "decode",
          "decodeLast",
          "encode",
          "messageReceived",
          "channelIdle",
          "acceptInboundMessage",
          "acceptOutboundMessage");
  private static final Set<String> SUBMISSIONS =
      Set.of(
          "execute",
          "submit",
          "schedule",
          "scheduleAtFixedRate",
          "scheduleWithFixedDelay",
          "lazyExecute");

  private final Program program;
  private final Globs wanted;
  private final List<MethodCode> found = new ArrayList<>();

  private EntryPoints(Program program, Globs wanted) {
    this.program = program;
    this.wanted = wanted;
  }

  /**
   * Finds those in some classes.
   *
   * @param wanted which classes; all but Netty's own and Weft's if empty
   */
  static List<MethodCode> of(Program program, Globs wanted) {
    EntryPoints entries = new EntryPoints(program, wanted);
    program.classes().stream().filter(entries::isWanted).forEach(entries::add);
    return entries.found.stream().distinct().toList();
  }

  private boolean isWanted(ClassCode type) {
    return wanted.isEmpty()
        ? !Infrastructure.has(type.name())
        : wanted.matches(type.name().replace('/', '.'));
  }

  private void add(ClassCode type) {
    boolean isHandler = program.isA(type.name(), HANDLER);
    boolean isListener = program.isA(type.name(), LISTENER);
    for (MethodCode method : type.methods().values()) {
      String name = method.id().name();
      boolean isCallback = isHandler && CALLBACKS.contains(name);
      boolean isCompletion = isListener && name.equals("operationComplete");
      if (!method.isStatic() && (isCallback || isCompletion)) {
        found.add(method);
      }
      method.made().forEach(this::add);
    }
  }

  private void add(Made made) {
    boolean runsInLoop = isLoopOrFiber(made.consumer()) || isListenerLambda(made);
    if (!runsInLoop) {
      return;
    }
    if (made.body() != null) {
      MethodCode body = program.resolve(made.body());
      if (body != null) {
        found.add(body);
      }
      return;
    }
    for (String run : List.of("run()V", "call()Ljava/lang/Object;")) {
      ClassCode type = program.find(made.type());
      MethodCode body = type == null ? null : type.methods().get(run);
      if (body != null) {
        found.add(body);
      }
    }
  }

  private boolean isListenerLambda(Made made) {
    return made.body() != null && program.isA(made.type(), LISTENER);
  }

  private boolean isLoopOrFiber(@Nullable MethodId consumer) {
    return consumer != null
        && (SUBMISSIONS.contains(consumer.name()) && program.isA(consumer.owner(), EVENT_EXECUTORS)
            || consumer.owner().equals(FIBER) && consumer.name().equals("start"));
  }
}
