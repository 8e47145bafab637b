package dev.weft.junit;

import dev.weft.detect.spi.TestDetector;
import dev.weft.detect.spi.TestRun;
import dev.weft.detect.spi.TestRuns;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Fails Jupiter tests for the blocking calls that they made in event loops and fibers. The runs of
 * tests are begun and ended by {@link BlockingListener}, and by this where that is not registered;
 * constructors and the methods around all tests of a class have runs of their own.
 */
public final class BlockingExtension
    implements BeforeEachCallback, AfterEachCallback, InvocationInterceptor {
  private static final Namespace NAMESPACE = Namespace.create(BlockingExtension.class);

  /** Where the run is kept that this began itself. */
  private static final String OWN_RUN = "run";

  @Override
  public void beforeEach(ExtensionContext context) {
    String id = TestIds.of(context);
    TestRun run = TestRuns.ofThread();
    if (run == null || !run.id().equals(id)) {
      context.getStore(NAMESPACE).put(OWN_RUN, TestRuns.begin(id));
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    TestRun own = context.getStore(NAMESPACE).remove(OWN_RUN, TestRun.class);
    TestRun run = own == null ? TestRuns.ofThread() : own;
    try {
      if (run != null) {
        failIfItBlocked(run, context);
      }
    } finally {
      if (own != null) {
        Summary.end(own);
      }
    }
  }

  @Override
  public void interceptDynamicTest(
      Invocation<@Nullable Void> invocation,
      DynamicTestInvocationContext invocationContext,
      ExtensionContext context)
      throws Throwable {
    invocation.proceed();
    TestRun run = TestRuns.ofThread();
    if (run != null) {
      failIfItBlocked(run, context);
    }
  }

  /** Jupiter makes a test's instance before it reports that the test begins. */
  @Override
  public <T> T interceptTestClassConstructor(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Constructor<T>> invocationContext,
      ExtensionContext context)
      throws Throwable {
    return proceedAsRun(invocation, invocationContext.getTargetClass().getName() + "()", context);
  }

  @Override
  public void interceptBeforeAllMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext context)
      throws Throwable {
    proceedAsRun(invocation, id(invocationContext), context);
  }

  @Override
  public void interceptAfterAllMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext context)
      throws Throwable {
    proceedAsRun(invocation, id(invocationContext), context);
  }

  private static String id(ReflectiveInvocationContext<Method> context) {
    return context.getTargetClass().getName() + "." + context.getExecutable().getName() + "()";
  }

  private static <T extends @Nullable Object> T proceedAsRun(
      Invocation<T> invocation, String id, ExtensionContext context) throws Throwable {
    TestRun run = TestRuns.begin(id);
    try {
      T result = invocation.proceed();
      failIfItBlocked(run, context);
      return result;
    } finally {
      Summary.end(run);
    }
  }

  private static void failIfItBlocked(TestRun run, ExtensionContext context) {
    TestDetector detector = TestRuns.detector();
    if (detector == null || !detector.isLive()) {
      return;
    }
    FailurePolicy policy =
        FailurePolicy.of(context.getConfigurationParameter(FailurePolicy.PARAMETER), detector);
    List<Expectation> expectations = new ArrayList<>(Expectation.of(elements(context)));
    if (context.getExecutionException().isPresent()) {
      // It failed or was skipped before it came to what it expects.
      expectations.replaceAll(Expectation::allowed);
    }
    BlockingCallError error = Verdicts.judge(run, expectations, policy);
    if (error != null) {
      throw error;
    }
  }

  /** The test's method, its class and the classes around that, the innermost first. */
  private static List<AnnotatedElement> elements(ExtensionContext context) {
    List<AnnotatedElement> elements = new ArrayList<>();
    ExtensionContext next = context;
    while (next != null) {
      next.getElement().filter(element -> !elements.contains(element)).ifPresent(elements::add);
      next = next.getParent().orElse(null);
    }
    return elements;
  }
}
