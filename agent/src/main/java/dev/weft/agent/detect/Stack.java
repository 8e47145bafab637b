package dev.weft.agent.detect;

import dev.weft.agent.report.FrameInfo;
import dev.weft.agent.report.Kind;
import dev.weft.detect.Hooks;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the stack of a blocking call says: what the call is, whose it is, and which kind. */
final class Stack {
  private static final String LOCKS = "java.util.concurrent.locks.";

  private final StackTraceElement[] elements;

  /** The first element that is not the JDK's; their number if there is none. */
  private final int outside;

  Stack(int hook, StackTraceElement[] elements) {
    this.elements = elements;
    int i =
        Hooks.isDeclared(hook) ? 1 : 0; // the method that is declared to block stands for the JDK
    while (i < elements.length && isJdk(elements[i])) {
      i++;
    }
    this.outside = Math.min(i, elements.length);
  }

  List<FrameInfo> frames() {
    return Arrays.stream(elements).map(FrameInfo::of).toList();
  }

  static boolean isJdk(StackTraceElement element) {
    String module = element.getModuleName();
    return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
  }

  /**
   * The method of the JDK that was called.
   *
   * @param otherwise where the stack does not show it: a native method hooked at its call site
   */
  String api(String otherwise) {
    for (int i = outside - 1; i >= 0; i--) {
      String type = elements[i].getClassName();
      boolean isReflection =
          type.startsWith("java.lang.reflect.")
              || type.startsWith("jdk.internal.reflect.")
              || type.startsWith("java.lang.invoke.");
      if (!isReflection) {
        return type + "." + elements[i].getMethodName();
      }
    }
    return otherwise;
  }

  /**
   * The application's first frame. Without one that of a library which blocks by itself, and
   * without that one the infrastructure's, which then is at fault.
   */
  @Nullable FrameInfo frame() {
    for (Predicate<String> passedOver : Libraries.PASSED_OVER) {
      StackTraceElement first = first(passedOver);
      if (first != null) {
        return FrameInfo.of(first);
      }
    }
    return null;
  }

  private @Nullable StackTraceElement first(Predicate<String> passedOver) {
    for (int i = outside; i < elements.length; i++) {
      String type = elements[i].getClassName();
      if (!isJdk(elements[i])
          && !isRuntime(type)
          && !type.contains("$$Lambda")
          && !passedOver.test(type)) {
        return elements[i];
      }
    }
    return null;
  }

  /**
   * Whether a class is none of the application's.
   *
   * @param type binary name, with dots
   */
  static boolean isInfrastructure(String type) {
    return Libraries.isInfrastructure(type) || isRuntime(type);
  }

  /** Whether it is a class of the package {@code dev.weft} itself. */
  private static boolean isRuntime(String type) {
    return type.startsWith("dev.weft.") && type.indexOf('.', 9) < 0;
  }

  /** Whether it is the agent at work. */
  boolean isAgents() {
    return any(element -> element.getClassName().startsWith("dev.weft.agent."));
  }

  /** The kind of the call that the hook is of, as it is used here. */
  Kind kind(Kind ofHook) {
    if (isLoading()) {
      return Kind.CLASSLOAD;
    }
    if (any(element -> element.getClassName().startsWith("sun.security.provider.NativePRNG"))) {
      return Kind.RANDOM;
    }
    return ofHook == Kind.AWAIT && isLock() ? Kind.LOCK : ofHook;
  }

  /**
   * The kind of a wait for a monitor.
   *
   * @param monitor the class of the object whose monitor it is, if it is known. The JVM itself
   *     takes the monitor of an empty {@code int[]} where it links and initialises a class.
   */
  Kind kindOfMonitor(@Nullable String monitor) {
    return "[I".equals(monitor) ? Kind.CLASSLOAD : kind(Kind.MONITOR);
  }

  /** Whether a class is being loaded or initialised. */
  boolean isLoading() {
    return any(Stack::loadsClass);
  }

  private boolean any(Predicate<StackTraceElement> test) {
    return Arrays.stream(elements).anyMatch(test);
  }

  private static boolean loadsClass(StackTraceElement element) {
    return element.getMethodName().equals("<clinit>")
        || (element.getMethodName().equals("loadClass")
            && element.getClassName().equals("java.lang.ClassLoader"));
  }

  /** Whether it waits for a lock, and not for a condition or for something to happen. */
  private boolean isLock() {
    int i = 0;
    while (i < outside && isQueue(elements[i].getClassName())) {
      i++;
    }
    if (i >= outside) {
      return false;
    }
    String type = elements[i].getClassName();
    return type.startsWith(LOCKS + "ReentrantLock")
        || type.startsWith(LOCKS + "ReentrantReadWriteLock")
        || type.startsWith(LOCKS + "StampedLock");
  }

  private static boolean isQueue(String type) {
    return type.equals(LOCKS + "LockSupport")
        || type.startsWith(LOCKS + "AbstractQueued") && !type.endsWith("$ConditionObject");
  }
}
