package dev.weft.agent.detect;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the hooks into the JDK's classes, which are loaded already, by retransformation. */
final class JdkTransformer implements ClassFileTransformer {
  private final Map<String, List<Hook>> hooks;

  /** Those that are in place. */
  private final Set<Hook> found = ConcurrentHashMap.newKeySet();

  JdkTransformer() {
    hooks =
        JdkHooks.rows().stream()
            .filter(hook -> hook.how() != Hook.How.SITES)
            .collect(Collectors.groupingBy(Hook::owner));
  }

  void install(Instrumentation instrumentation) {
    instrumentation.addTransformer(this, true);
    List<Class<?>> types = new ArrayList<>();
    for (String name : hooks.keySet()) {
      try {
        types.add(Class.forName(name.replace('/', '.'), false, null));
      } catch (ClassNotFoundException e) {
        // told below if every JDK should have it
      }
    }
    try {
      instrumentation.retransformClasses(types.toArray(new Class<?>[0]));
    } catch (UnmodifiableClassException | LinkageError | RuntimeException e) {
      Problems.add("the JDK's classes cannot be hooked: " + e);
    }
    for (Hook hook : hooks.values().stream().flatMap(List::stream).toList()) {
      if (hook.isRequired() && !found.contains(hook)) {
        Problems.add("this JDK has nothing for the hook " + hook);
      }
    }
  }

  /** Numbers of the hooks that are in place. */
  Set<Integer> found() {
    Set<Integer> ids = new HashSet<>();
    found.forEach(hook -> ids.add(hook.id()));
    return ids;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    List<Hook> rows = loader == null && name != null ? hooks.get(name) : null;
    if (name == null || rows == null) {
      return null;
    }
    try {
      HookRewrite rewrite = new HookRewrite(classFile, rows);
      byte[] rewritten = rewrite.apply();
      found.addAll(rewrite.found());
      return rewritten;
    } catch (Throwable t) {
      Problems.add("class " + name.replace('/', '.') + " of the JDK is not hooked: " + t);
      return null;
    }
  }
}
