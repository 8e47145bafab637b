package dev.weft.agent.detect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import org.objectweb.asm.MethodVisitor;

/**
 * Where tasks are submitted: one table for the JDK from 17 to 25, Netty 4.1 and 4.2, also one that
 * a library brings along in packages of its own, and Reactor. What an executor makes of a task
 * keeps it in a private field, which is wrapped as its constructor sets it; see {@code
 * dev.weft.detect.Tasks} for the rest.
 */
final class Submissions {
  /** Columns: class, how, member: a field, or a method. */
  private static final String TABLE =
      """
      # fields that constructors set, wrapped with the test
      java/util/concurrent/FutureTask                            RUN   callable
      java/util/concurrent/ForkJoinTask$RunnableExecuteAction    RUN   runnable
      java/util/concurrent/ForkJoinTask$AdaptedRunnable          RUN   runnable
      java/util/concurrent/ForkJoinTask$AdaptedRunnableAction    RUN   runnable
      java/util/concurrent/ForkJoinTask$AdaptedCallable          RUN   callable
      java/util/concurrent/ForkJoinTask$AdaptedInterruptibleCallable RUN callable
      java/util/concurrent/ForkJoinTask$AdaptedInterruptibleRunnable RUN runnable
      java/util/concurrent/ForkJoinTask$CallableWithTimeout      RUN   callable
      java/util/concurrent/ForkJoinTask$InvokeAnyTask            RUN   callable
      java/util/concurrent/ForkJoinPool$InvokeAnyTask            RUN   callable
      java/util/concurrent/CompletableFuture$AsyncRun            RUN   fn
      java/util/concurrent/CompletableFuture$AsyncSupply         RUN   fn
      java/util/concurrent/CompletableFuture$UniAccept           RUN   fn
      java/util/concurrent/CompletableFuture$UniApply            RUN   fn
      java/util/concurrent/CompletableFuture$UniCompose          RUN   fn
      java/util/concurrent/CompletableFuture$UniComposeExceptionally RUN fn
      java/util/concurrent/CompletableFuture$UniExceptionally    RUN   fn
      java/util/concurrent/CompletableFuture$UniHandle           RUN   fn
      java/util/concurrent/CompletableFuture$UniRun              RUN   fn
      java/util/concurrent/CompletableFuture$UniWhenComplete     RUN   fn
      java/util/concurrent/CompletableFuture$BiAccept            RUN   fn
      java/util/concurrent/CompletableFuture$BiApply             RUN   fn
      java/util/concurrent/CompletableFuture$BiRun               RUN   fn
      java/util/concurrent/CompletableFuture$OrAccept            RUN   fn
      java/util/concurrent/CompletableFuture$OrApply             RUN   fn
      java/util/concurrent/CompletableFuture$OrRun               RUN   fn
      # the same, with the place
      io/netty/util/concurrent/PromiseTask                       TASK  task
      reactor/core/scheduler/SchedulerTask                       TASK  task
      reactor/core/scheduler/WorkerTask                          TASK  task
      reactor/core/scheduler/PeriodicSchedulerTask               TASK  task
      reactor/core/scheduler/PeriodicWorkerTask                  TASK  task
      reactor/core/scheduler/InstantPeriodicWorkerTask           TASK  task
      # methods that put a task into a queue and take it out
      io/netty/util/concurrent/SingleThreadEventExecutor         QUEUE offerTask
      io/netty/util/concurrent/SingleThreadEventExecutor         QUEUE removeTask
      # a pool's methods that take, refuse, remove and run a task
      java/util/concurrent/ThreadPoolExecutor                    TAKE  execute
      java/util/concurrent/ThreadPoolExecutor                    REFUSE reject
      java/util/concurrent/ThreadPoolExecutor                    REMOVE remove
      java/util/concurrent/ThreadPoolExecutor                    WORK  runWorker
      """;

  private static final Map<String, List<Submission>> BY_CLASS = parse();

  private Submissions() {}

  /** Without regular expressions, streams and lambdas, which take a while to link. */
  private static Map<String, List<Submission>> parse() {
    Map<String, List<Submission>> byClass = new HashMap<>();
    StringTokenizer lines = new StringTokenizer(TABLE, "\n");
    while (lines.hasMoreTokens()) {
      String line = lines.nextToken();
      if (!line.startsWith("#")) {
        StringTokenizer columns = new StringTokenizer(line, " ");
        String owner = columns.nextToken();
        Submission.How how = Submission.How.valueOf(columns.nextToken());
        List<Submission> rows = byClass.get(owner);
        if (rows == null) {
          rows = new ArrayList<>();
          byClass.put(owner, rows);
        }
        rows.add(new Submission(owner, how, columns.nextToken()));
      }
    }
    return byClass;
  }

  /** Whether tasks are submitted in a library's class of that name. */
  static boolean concerns(String className) {
    return !of(className).isEmpty() && !isJdk(className);
  }

  private static boolean isJdk(String className) {
    return className.startsWith("java/");
  }

  /** The rows of a class. */
  static List<Submission> of(String className) {
    return BY_CLASS.getOrDefault(Turns.unrelocated(className), List.of());
  }

  /** The JDK's classes. */
  static List<String> ofJdk() {
    return BY_CLASS.keySet().stream().filter(Submissions::isJdk).toList();
  }

  /**
   * What writes a method's body in place of {@code next}; that itself if there is nothing to do.
   */
  static MethodVisitor inMethod(String className, String method, MethodVisitor next) {
    MethodVisitor code = next;
    for (Submission row : of(className)) {
      if (row.isIn(method)) {
        code = new SubmissionRewrite(code, row, className);
      }
    }
    return code;
  }
}
