package dev.weft.agent.detect;

import dev.weft.agent.rules.Rules;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodTooLargeException;

/** Looks at each class of the application, and one of the JDK, as it loads. Never throws. */
final class ApplicationTransformer implements ClassFileTransformer {
  private static final String SELF_TEST = "dev/weft/agent/detect/CallSites";

  private final List<Hook> sites;
  private final Rules rules;
  private final boolean throwsErrors;
  private final Runnable onFirstTurn;
  private final Runnable onVirtualThreads;
  private volatile boolean sawTurn;

  /**
   * @param sites the hooks whose call sites are surrounded
   * @param settings whose rules may call methods blocking
   * @param onFirstTurn called when the first class loads that runs what must not block; inside the
   *     load, so it must not wait
   * @param onVirtualThreads called likewise when the first virtual thread is made
   */
  ApplicationTransformer(
      List<Hook> sites, Settings settings, Runnable onFirstTurn, Runnable onVirtualThreads) {
    this.sites = sites;
    this.rules = settings.rules();
    this.throwsErrors = settings.throwsErrors();
    this.onFirstTurn = onFirstTurn;
    this.onVirtualThreads = onVirtualThreads;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (loader == null && JfrInternals.VIRTUAL.equals(name)) {
      onVirtualThreads.run();
    }
    if (loader == null || name == null || isAgents(name)) {
      return null;
    }
    try {
      return isOfInterest(name, classFile) ? rewrite(name, classFile) : null;
    } catch (Throwable t) {
      Problems.add("class " + name.replace('/', '.') + " is not watched: " + t);
      return null;
    }
  }

  /** But not what the self-test has in the place of the application. */
  private static boolean isAgents(String name) {
    return name.startsWith("dev/weft/agent/") && !name.equals(SELF_TEST);
  }

  private boolean isOfInterest(String name, byte[] classFile) {
    if (Turns.concerns(name)
        || Submissions.concerns(name)
        || mayThrow(name)
        || mayBeDeclared(name)) {
      return true;
    }
    ConstantPool pool = new ConstantPool(classFile);
    return pool.hasAnnotation() || pool.hasJdbc() || (!sites.isEmpty() && pool.hasSiteName());
  }

  private boolean mayBeDeclared(String name) {
    return rules.declareMethods() && rules.mayDeclare(name.replace('/', '.'));
  }

  private boolean mayThrow(String name) {
    return throwsErrors && !Stack.isInfrastructure(name.replace('/', '.'));
  }

  private byte @Nullable [] rewrite(String name, byte[] classFile) {
    if (!mayThrow(name)) {
      return rewrite(classFile, false);
    }
    try {
      return rewrite(classFile, true);
    } catch (MethodTooLargeException e) {
      Problems.add("class " + name.replace('/', '.') + " does not throw: " + e.getMessage());
      return rewrite(classFile, false);
    }
  }

  private byte @Nullable [] rewrite(byte[] classFile, boolean asks) {
    ApplicationRewrite rewrite = new ApplicationRewrite(classFile, rules, sites, asks);
    byte[] rewritten = rewrite.apply();
    if (rewritten != null && rewrite.beginsTurns() && !sawTurn) {
      sawTurn = true;
      onFirstTurn.run();
    }
    return rewritten;
  }
}
