package dev.weft.agent;

import dev.weft.agent.jdk.JdkRewrites;
import dev.weft.agent.lambda.WovenSpinner;
import dev.weft.agent.weave.ClassRules;
import dev.weft.agent.weave.Weaver;
import dev.weft.agent.weave.WovenClass;
import dev.weft.core.Agent;
import dev.weft.core.ClassInfo;
import dev.weft.core.LambdaBootstrap;
import dev.weft.core.Registry;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;

/** What {@link Startup} does once the engine's classes exist. */
final class Installation {
  private Installation() {}

  static void complete(Options options, BootClasses classes, Instrumentation instrumentation) {
    if (Agent.class.getClassLoader() != null) {
      throw new IllegalStateException(
          "the runtime was loaded by " + Agent.class.getClassLoader() + " before the agent");
    }
    ClassRules rules = new ClassRules(options.weave(), options.exclude());
    Weaver weaver = new Weaver(rules);
    classes.defineApi(classFile -> weaveApi(weaver, classFile));
    Agent.install(classes.classFile("dev/weft/core/ConstantResumer"));
    LambdaBootstrap.use(new WovenSpinner(Installation::leftToJdk));
    WeavingTransformer transformer = new WeavingTransformer(rules, weaver, new Inspection(options));
    instrumentation.addTransformer(transformer, true);
    rewriteJdk(instrumentation);
    retransformLoaded(transformer, instrumentation);
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
    Log.leftAlone(new dev.weft.Weaving.LeftAlone(host.getName(), "", reason));
  }

  private static byte[] weaveApi(Weaver weaver, byte[] classFile) {
    String name = new ClassReader(classFile).getClassName();
    if (ClassRules.speaksProtocol(name)) {
      return classFile;
    }
    boolean hidden = name.equals("dev/weft/bridge/Reflection"); // as its annotation has it
    WovenClass woven = weaver.weave(classFile, null, hidden);
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
          && transformer.isWeavable(type.getClassLoader(), type.getName().replace('.', '/'))) {
        loaded.add(type);
      }
    }
    for (Class<?> type : loaded) {
      try {
        instrumentation.retransformClasses(type);
      } catch (UnmodifiableClassException | LinkageError e) {
        Log.leftAlone(
            new dev.weft.Weaving.LeftAlone(type.getName(), "", "cannot be retransformed: " + e));
      }
    }
  }
}
