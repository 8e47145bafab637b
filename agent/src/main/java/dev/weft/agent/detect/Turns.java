package dev.weft.agent.detect;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Where libraries run what must not block: event loops their tasks and ready keys, Reactor's
 * non-blocking threads their tasks. Vert.x and Reactor Netty run on Netty's loops, and Weft's
 * fibers and loops too; gRPC on a Netty of its own, in packages of its own.
 */
final class Turns {
  private static final String EXECUTOR = "io/netty/util/concurrent/SingleThreadEventExecutor";

  /** Runs its tasks itself; the other loops leave that to their super class. */
  private static final String DEFAULT_LOOP = "io/netty/channel/DefaultEventLoop";

  private static final String HANDLE =
      "(Lio/netty/channel/IoRegistration;Lio/netty/channel/IoEvent;)V";

  /** In the names of a Netty that another library brings along in packages of its own. */
  private static final Pattern RELOCATION = Pattern.compile("(?<=[(;]L)(?:\\w+/)+(?=io/netty/)");

  /** Loops of Netty 4.1 and the methods that run what is ready. */
  private static final List<String> READY =
      List.of(
          "io/netty/channel/nio/NioEventLoop.processSelectedKey",
          "io/netty/channel/epoll/EpollEventLoop.processReady",
          "io/netty/channel/kqueue/KQueueEventLoop.processReady");

  /** A turn of a loop, whatever its task is. */
  private static final Calls.Pair IO_TURN = new Calls.Scope("beginIoTurn", "endLoopTurn");

  private static final Calls.Pair REACTOR_TURN =
      new Calls.TurnOfThis("beginReactorTurn", "endReactorTurn");

  /** A thread of Weft's loops that has handed the loop on, and so blocks nothing. */
  private static final Calls.Pair HANDED_ON = Calls.ALLOWED;

  private Turns() {}

  /** Whether something in a class of that name may begin a turn. */
  static boolean concerns(String name) {
    String className = unrelocated(name);
    return className.startsWith("io/netty/channel/")
        || className.equals(EXECUTOR)
        || className.startsWith("reactor/core/scheduler/")
        || className.equals("dev/weft/netty/Seat");
  }

  /** {@code a/shaded/io/netty/X} is {@code io/netty/X}. */
  static String unrelocated(String name) {
    int netty = name.indexOf("io/netty/");
    return netty > 0 && name.charAt(netty - 1) == '/' ? name.substring(netty) : name;
  }

  /** What a method's body is to be wrapped in, or null. */
  static Calls.@Nullable Pair of(String name, String method, String type) {
    String className = unrelocated(name);
    if (READY.contains(className + "." + method)) {
      return IO_TURN;
    }
    if (className.startsWith("reactor/core/scheduler/")
        && className.endsWith("Task")
        && (method.equals("run") || method.equals("call"))
        && type.startsWith("()")) {
      return REACTOR_TURN;
    }
    return className.equals("dev/weft/netty/Seat") && method.equals("awaitTurn") ? HANDED_ON : null;
  }

  /** Whether a method that makes this call is Netty 4.2's, which runs what is ready. */
  static boolean isReadyCall(String className, String name, String type) {
    return name.equals("handle")
        && RELOCATION.matcher(type).replaceAll("").equals(HANDLE)
        && unrelocated(className).startsWith("io/netty/channel/");
  }

  static Calls.Pair ready() {
    return IO_TURN;
  }

  /** Puts turns around the tasks that an executor runs in an instance method. */
  static MethodVisitor ofTasks(String className, int access, MethodVisitor next) {
    if ((access & Opcodes.ACC_STATIC) != 0) {
      return next;
    }
    return switch (unrelocated(className)) {
      case EXECUTOR -> new Tasks(next, Set.of("safeExecute"));
      case DEFAULT_LOOP -> new Tasks(next, Set.of("runTask", "run"));
      default -> next;
    };
  }

  /**
   * Around each {@code safeExecute(task)}, or in a loop that is without it {@code runTask(task)} or
   * {@code task.run()}:
   *
   * <pre>
   *   Hooks.beginLoopTurn(task, this); safeExecute(task); Hooks.endLoopTurn();
   * </pre>
   *
   * The first lets no exception out. One that leaves the others ends the loop.
   */
  private static final class Tasks extends MethodVisitor {
    private final Set<String> names;

    /**
     * @param names of the methods that run a task
     */
    Tasks(MethodVisitor next, Set<String> names) {
      super(HookRewrite.ASM, next);
      this.names = names;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String type, boolean isInterface) {
      boolean isTask = names.contains(name) && takesTask(owner, type);
      if (isTask) {
        super.visitInsn(Opcodes.DUP);
        super.visitVarInsn(Opcodes.ALOAD, 0);
        Calls.call(mv, "beginLoopTurn", "(Ljava/lang/Object;Ljava/lang/Object;)V");
      }
      super.visitMethodInsn(opcode, owner, name, type, isInterface);
      if (isTask) {
        Calls.call(mv, "endLoopTurn", "()V");
      }
    }

    private static boolean takesTask(String owner, String type) {
      return type.equals("(Ljava/lang/Runnable;)V") || owner.equals("java/lang/Runnable");
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      super.visitMaxs(maxStack + 2, maxLocals);
    }
  }
}
