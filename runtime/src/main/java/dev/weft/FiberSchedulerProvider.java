package dev.weft;

/**
 * Gives the schedulers of fibers that are started without naming one. Found by {@link
 * java.util.ServiceLoader}.
 */
public interface FiberSchedulerProvider {
  /** The scheduler whose thread is calling, or, for any other thread, one of all in turn. */
  FiberScheduler next();
}
