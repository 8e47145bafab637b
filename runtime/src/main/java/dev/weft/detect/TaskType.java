package dev.weft.detect;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the tasks of one class: whether they are carried, and how many more of them have
 * the place of their submission noted.
 *
 * <p>A program may submit millions of tasks a second, and a stack costs far more than a submission.
 * So each class of tasks, which mostly means each place that submits some, has {@link #BURST}
 * stacks at first and {@link #PER_SECOND} a second later: tests and whatever happens rarely have
 * them all. A finding needs one of its tasks to have a place. Counters are read and written without
 * order: threads that race take a few stacks more.
 */
final class TaskType {
  static final int BURST = 64;
  static final int PER_SECOND = 20;

  private static final long SECOND_NANOS = 1_000_000_000;

  /** The clock is asked once in so many submissions. */
  private static final int CLOCK_MASK = 15;

  private static final ClassValue<TaskType> TYPES =
      new ClassValue<>() {
        @Override
        protected TaskType computeValue(Class<?> type) {
          return new TaskType(!carriesItself(type));
        }
      };

  private final boolean isCarried;
  private int left = BURST;
  private int refused;
  private long refilled = System.nanoTime();

  private TaskType(boolean isCarried) {
    this.isCarried = isCarried;
  }

  static TaskType of(Class<?> taskClass) {
    return TYPES.get(taskClass);
  }

  /** Whether a task of this type is wrapped where it is queued. */
  boolean isCarried() {
    return isCarried;
  }

  /** Whether this submission has its place noted. */
  boolean takePlace() {
    if (left > 0) {
      left--;
      return true;
    }
    if ((++refused & CLOCK_MASK) != 0) {
      return false;
    }
    long now = System.nanoTime();
    if (now - refilled < SECOND_NANOS) {
      return false;
    }
    refilled = now;
    left = PER_SECOND - 1;
    return true;
  }

  /**
   * Tasks that have their origin inside: those of Netty (wherever its packages are) that wrap a
   * user's, whose field is wrapped, and fibers. A virtual thread's belongs to the JDK, and one that
   * is compared must stay comparable.
   */
  private static boolean carriesItself(Class<?> type) {
    return Comparable.class.isAssignableFrom(type)
        || Carried.class.isAssignableFrom(type)
        || type.getName().startsWith("java.lang.")
        || type.getName().equals("dev.weft.FiberTurn")
        || extendsPromiseTask(type);
  }

  private static boolean extendsPromiseTask(@Nullable Class<?> type) {
    return type != null
        && (type.getName().endsWith("io.netty.util.concurrent.PromiseTask")
            || extendsPromiseTask(type.getSuperclass()));
  }
}
