package dev.weft;

import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Finds the provider of schedulers: this package is the boot loader's, the provider is on the
 * application's class path.
 */
final class FiberSchedulers {
  private static final String MISSING =
      "no scheduler for fibers was found: weft-runtime.jar, and netty-transport that it needs, must be on the class path";

  private static volatile @Nullable FiberSchedulerProvider provider;

  private FiberSchedulers() {}

  /**
   * @throws IllegalStateException if there is no provider, or it cannot be used
   */
  static FiberScheduler next() {
    FiberSchedulerProvider p = provider;
    if (p != null) {
      return p.next();
    }
    try {
      return find().next();
    } catch (NoClassDefFoundError e) {
      provider = null;
      throw new IllegalStateException(MISSING + " (" + rootOf(e) + ")", e);
    }
  }

  private static synchronized FiberSchedulerProvider find() {
    FiberSchedulerProvider p = provider;
    if (p == null) {
      p = load(Thread.currentThread().getContextClassLoader());
      if (p == null) {
        p = load(ClassLoader.getSystemClassLoader());
      }
      if (p == null) {
        throw new IllegalStateException(MISSING);
      }
      provider = p;
    }
    return p;
  }

  private static @Nullable FiberSchedulerProvider load(@Nullable ClassLoader loader) {
    try {
      Iterator<FiberSchedulerProvider> found =
          ServiceLoader.load(FiberSchedulerProvider.class, loader).iterator();
      return found.hasNext() ? found.next() : null;
    } catch (ServiceConfigurationError | NoClassDefFoundError e) {
      throw new IllegalStateException(MISSING + " (" + rootOf(e) + ")", e);
    }
  }

  private static Throwable rootOf(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
