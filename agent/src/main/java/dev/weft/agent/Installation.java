package dev.weft.agent;

import dev.weft.Weaving;
import dev.weft.agent.detect.Detector;
import dev.weft.agent.jdk.JdkRewrites;
import dev.weft.agent.lambda.WovenSpinner;
import dev.weft.agent.weave.ClassRules;
import dev.weft.agent.weave.Weaver;
import dev.weft.agent.weave.WovenClass;
import dev.weft.core.Agent;
import dev.weft.core.ClassInfo;
import dev.weft.core.Copies;
import dev.weft.core.HiddenClasses;
import dev.weft.core.LambdaBootstrap;
import dev.weft.core.Registry;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;

/** What {@link Startup} does once the engine's classes exist. */
final class Installation {
  /** Classes that are retransformed at once: each time costs a safepoint. */
  private static final int BATCH = 64;

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
    LambdaBootstrap.use(new WovenSpinner(Installation::leftToJdk));
    Inspection inspection = new Inspection(options);
    WeavingTransformer transformer = new WeavingTransformer(rules, weaver, inspection);
    Copies.use(new WovenCopies(weaver, inspection, transformer, instrumentation));
    HiddenClasses.use((host, classFile) -> weaver.clear(classFile));
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
    retransformLoaded(transformer, instrumentation);
    Detector.watchFibers();
  }

  /** Has {@link #finish} done before the first continuation exists. */
  void finishOnFirstUse() {
    Agent.onFirstUse(this::finish);
  }

  private static void rewriteJdk(Instrumentation instrumentation) {
    try {
      JdkRewrites.install(instrumentation);
    } catch (IllegalStateException e) {
      Log.line(String.valueOf(e.getMessage()));
    }
  }

  private static void leftToJdk(Class<?> host, Throwable cause) {
    String reason = "a lambda or a reflective call in it was left to the JDK: " + cause;
    Log.leftAlone(new Weaving.LeftAlone(host.getName(), "", reason));
  }

  private static byte[] weaveApi(Weaver weaver, byte[] classFile) {
    String name = new ClassReader(classFile).getClassName();
    if (ClassRules.speaksProtocol(name)) {
      return classFile;
    }
    WovenClass woven = weaver.weave(classFile, null);
    ClassInfo info = woven.info();
    if (woven.classFile() == null || info == null) {
      return classFile;
    }
    Registry.register(null, name.replace('/', '.'), info);
    return woven.classFile();
  }

  private static void retransformLoaded(
      WeavingTransformer transformer, Instrumentation instrumentation) {
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (!type.isArray()
          && !type.isHidden()
          && instrumentation.isModifiableClass(type)
          && !Registry.knows(type)
          && transformer.isWeavable(type.getClassLoader(), type.getName().replace('.', '/'))) {
        loaded.add(type);
      }
    }
    for (int from = 0; from < loaded.size(); from += BATCH) {
      List<Class<?>> batch = loaded.subList(from, Math.min(from + BATCH, loaded.size()));
      if (!retransform(batch, instrumentation)) {
        for (Class<?> type : batch) { // one of them fails, and would take the others with it
          retransform(List.of(type), instrumentation);
        }
      }
    }
  }

  private static boolean retransform(List<Class<?>> types, Instrumentation instrumentation) {
    try {
      instrumentation.retransformClasses(types.toArray(new Class<?>[0]));
      return true;
    } catch (UnmodifiableClassException | LinkageError | RuntimeException e) {
      if (types.size() == 1) {
        String name = types.get(0).getName();
        Log.leftAlone(new Weaving.LeftAlone(name, "", "cannot be retransformed: " + e));
      }
      return false;
    }
  }
}
