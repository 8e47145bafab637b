package dev.weft.agent.detect;

import dev.weft.agent.jdk.JdkClassTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts the hooks into the JDK's classes: by retransformation into those that are loaded already,
 * into the others as they load.
 */
final class JdkTransformer extends JdkClassTransformer {
  /** By the owner's internal name. */
  private final Map<String, List<Hook>> hooks = new HashMap<>();

  /** Owners that have passed through here. */
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  /** Those that are in place. */
  private final Set<Hook> found = ConcurrentHashMap.newKeySet();

  private volatile @Nullable Instrumentation instrumentation;

  JdkTransformer() {
    for (Hook hook : JdkHooks.rows()) {
      if (hook.how() != Hook.How.SITES) {
        hooks.computeIfAbsent(hook.owner(), owner -> new ArrayList<>()).add(hook);
      }
    }
  }

  /** From here on no call is missed, whether its class is loaded or not. */
  void install(Instrumentation to) {
    instrumentation = to;
    to.addTransformer(this, true);
    Set<String> names = new HashSet<>();
    for (String name : hooks.keySet()) {
      names.add(name.replace('/', '.'));
    }
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : to.getAllLoadedClasses()) {
      if (type.getClassLoader() == null && names.contains(type.getName())) {
        loaded.add(type);
      }
    }
    retransform(to, loaded);
  }

  /**
   * Loads what has not been needed yet, and tells what this JDK has nothing for. A class that began
   * to load on another thread just before {@link #install} may have been passed over there.
   */
  void complete() {
    Instrumentation by = instrumentation;
    if (by == null) {
      return;
    }
    List<Class<?>> passedOver = new ArrayList<>();
    for (String name : hooks.keySet()) {
      try {
        Class<?> type = Class.forName(name.replace('/', '.'), false, null);
        if (!seen.contains(name)) {
          passedOver.add(type);
        }
      } catch (ClassNotFoundException e) {
        // told below if every JDK should have it
      }
    }
    retransform(by, passedOver);
    tellMissing();
  }

  private void tellMissing() {
    for (Hook hook : JdkHooks.rows()) {
      if (hook.how() != Hook.How.SITES && hook.isRequired() && !found.contains(hook)) {
        Problems.add("this JDK has nothing for the hook " + hook);
      }
    }
  }

  /** All at once: each time costs a safepoint. */
  private static void retransform(Instrumentation by, List<Class<?>> types) {
    if (types.isEmpty()) {
      return;
    }
    try {
      by.retransformClasses(types.toArray(new Class<?>[0]));
    } catch (UnmodifiableClassException | LinkageError | RuntimeException e) {
      Problems.add("the JDK's classes cannot be hooked: " + e);
    }
  }

  /** Numbers of the hooks that are in place. */
  Set<Integer> found() {
    Set<Integer> ids = new HashSet<>();
    for (Hook hook : found) {
      ids.add(hook.id());
    }
    return ids;
  }

  @Override
  protected boolean concerns(String name) {
    return hooks.containsKey(name);
  }

  @Override
  protected byte @Nullable [] rewrite(String name, byte[] classFile) {
    seen.add(name);
    HookRewrite rewrite = new HookRewrite(classFile, hooks.getOrDefault(name, List.of()));
    byte[] rewritten = rewrite.apply();
    found.addAll(rewrite.found());
    return rewritten;
  }

  @Override
  protected void failed(String name, Throwable cause) {
    Problems.add("class " + name.replace('/', '.') + " of the JDK is not hooked: " + cause);
  }
}
