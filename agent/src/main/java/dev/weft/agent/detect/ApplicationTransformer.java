package dev.weft.agent.detect;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at each class of the application as it loads. Never throws. */
final class ApplicationTransformer implements ClassFileTransformer {
  private static final String SELF_TEST = "dev/weft/agent/detect/CallSites";

  private final List<Hook> sites;
  private final Runnable onFirstTurn;
  private volatile boolean sawTurn;

  /**
   * @param sites the hooks whose call sites are surrounded
   * @param onFirstTurn called when the first class loads that runs what must not block; inside the
   *     load, so it must not wait
   */
  ApplicationTransformer(List<Hook> sites, Runnable onFirstTurn) {
    this.sites = sites;
    this.onFirstTurn = onFirstTurn;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (loader == null || name == null || isAgents(name)) {
      return null;
    }
    try {
      return isOfInterest(name, classFile) ? rewrite(classFile) : null;
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
    if (Turns.concerns(name)) {
      return true;
    }
    ConstantPool pool = new ConstantPool(classFile);
    return pool.hasAnnotation() || (!sites.isEmpty() && pool.hasSiteName());
  }

  private byte @Nullable [] rewrite(byte[] classFile) {
    ApplicationRewrite rewrite = new ApplicationRewrite(classFile, sites);
    byte[] rewritten = rewrite.apply();
    if (rewritten != null && rewrite.beginsTurns() && !sawTurn) {
      sawTurn = true;
      onFirstTurn.run();
    }
    return rewritten;
  }
}
