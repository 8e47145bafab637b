package dev.weft.agent;

import dev.weft.Weaving;
import dev.weft.agent.detect.Detector;
import dev.weft.agent.jdk.JdkRewrites;
import dev.weft.agent.lambda.WovenSpinner;
import dev.weft.agent.weave.ClassRules;
import dev.weft.agent.weave.Weaver;
import dev.weft.core.Agent;
import dev.weft.core.Copies;
import dev.weft.core.Lambdas;
import java.lang.instrument.Instrumentation;
import org.objectweb.asm.ClassReader;

/** What {@link Startup} does once the engine's classes exist. */
final class Installation {
  private final WeavingTransformer transformer;
  private final Instrumentation instrumentation;

  private Installation(WeavingTransformer transformer, Instrumentation instrumentation) {
    this.transformer = transformer;
    this.instrumentation = instrumentation;
  }

  /** Makes the runtime complete and weaves what is loaded from now on. */
  static Installation begin(Options options, BootClasses classes, Instrumentation instrumentation) {
    if (Agent.class.getClassLoader() != null) {
      throw new IllegalStateException(
          "the runtime was loaded by " + Agent.class.getClassLoader() + " before the agent");
    }
    ClassRules rules = new ClassRules(options.weave(), options.exclude());
    Weaver weaver = new Weaver(rules);
    classes.defineApi(classFile -> weaveApi(weaver, classFile));
    if (!options.detect().equals("off")) {
      FiberLink.install();
    }
    Agent.install(classes.classFile("dev/weft/core/ConstantResumer"));
    Lambdas.use(new WovenSpinner(Installation::leftToJdk));
    Inspection inspection = new Inspection(options);
    WeavingTransformer transformer = new WeavingTransformer(rules, weaver);
    Copies.use(new WovenCopies(weaver, inspection, transformer, instrumentation));
    instrumentation.addTransformer(transformer, true);
    return new Installation(transformer, instrumentation);
  }

  WeavingTransformer transformer() {
    return transformer;
  }

  /**
   * Changes what is loaded already. Not to be called while a class is being transformed: the JVM
   * asks no transformer then.
   */
  void finish() {
    rewriteJdk(instrumentation);
    Detector.watchFibers();
  }

  /** Has {@link #finish} done before the first continuation exists. */
  void finishOnFirstUse() {
    Agent.onFirstUse(this::finish);
  }

  private static void rewriteJdk(Instrumentation instrumentation) {
    try {
      JdkRewrites.ofEngine().install(instrumentation);
    } catch (IllegalStateException e) {
      Log.line(String.valueOf(e.getMessage()));
    }
  }

  private static void leftToJdk(Class<?> host, Throwable cause) {
    String reason = "a lambda or a reflective call in it was left to the JDK: " + cause;
    Log.leftAlone(new Weaving.LeftAlone(host.getName(), "", reason));
  }

  private static byte[] weaveApi(Weaver weaver, byte[] classFile) {
    weaver.load(null, new ClassReader(classFile).getClassName(), classFile);
    return classFile;
  }
}
