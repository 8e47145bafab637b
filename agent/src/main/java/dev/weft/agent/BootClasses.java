package dev.weft.agent;

import dev.weft.agent.weave.ClassRules;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import jdk.internal.misc.Unsafe;
import org.objectweb.asm.ClassReader;

/**
 * Defines the part of the runtime that woven code calls in the boot loader, where every class can
 * see it. The classes travel as resources below {@code boot/} in the agent's jar. They are defined
 * directly rather than by appendToBootstrapClassLoaderSearch, which would need a second jar and
 * turns class data sharing off.
 *
 * <p>Uses none of those classes' types itself.
 */
final class BootClasses {
  private static final String PREFIX = "boot/";
  private static final String DETECTION = PREFIX + "dev/weft/detect/";
  private static final String FIRST = "dev/weft/core/Agent";

  /**
   * What the JDK's factory of lambdas calls, from the start on, and what its methods' types name.
   */
  private static final List<String> LAMBDAS =
      List.of(
          "dev/weft/core/ClassInfo",
          "dev/weft/core/ClassNotes",
          "dev/weft/core/ClassNotes$1",
          "dev/weft/core/JdkNames",
          "dev/weft/core/Lambda",
          "dev/weft/core/Lambda$Implementation",
          "dev/weft/core/Lambdas",
          "dev/weft/core/Lambdas$Fields",
          "dev/weft/core/Lambdas$Known",
          "dev/weft/core/Spinner");

  private final Map<String, byte[]> pending = new TreeMap<>();
  private final Map<String, byte[]> all = new HashMap<>();

  private BootClasses() {}

  /**
   * @throws IncompleteException if the jar has not all that it should have
   */
  static BootClasses load() throws IOException, IncompleteException {
    BootClasses classes = new BootClasses();
    var source = BootClasses.class.getProtectionDomain().getCodeSource();
    try (InputStream file = source.getLocation().openStream();
        JarInputStream jar = new JarInputStream(file)) {
      for (JarEntry entry; (entry = jar.getNextJarEntry()) != null; ) {
        String name = entry.getName();
        if (name.startsWith(PREFIX) && name.endsWith(".class") && !name.startsWith(DETECTION)) {
          classes.all.put(name.substring(PREFIX.length(), name.length() - 6), jar.readAllBytes());
        }
      }
    }
    requireComplete();
    classes.pending.putAll(classes.all);
    classes.pending.keySet().removeAll(LAMBDAS);
    return classes;
  }

  /**
   * Defines the detection of blocking calls, which works without the engine.
   *
   * @throws IncompleteException if the jar has not all that it should have
   */
  static void defineDetection(Instrumentation instrumentation)
      throws IOException, IncompleteException, ClassNotFoundException {
    BootClasses classes = new BootClasses();
    try (JarFile jar = jar()) {
      requireComplete(jar);
      for (JarEntry entry : Collections.list(jar.entries())) {
        String name = entry.getName();
        if (name.startsWith(DETECTION) && name.endsWith(".class")) {
          byte[] classFile = jar.getInputStream(entry).readAllBytes();
          classes.pending.put(name.substring(PREFIX.length(), name.length() - 6), classFile);
        }
      }
    }
    open(instrumentation, BootClasses.class.getModule());
    boolean isOpen = false;
    for (String name : List.copyOf(classes.pending.keySet())) {
      classes.defineWithSupers(name, bytes -> bytes);
      if (!isOpen) {
        open(instrumentation, Class.forName(name.replace('/', '.'), false, null).getModule());
        isOpen = true;
      }
    }
  }

  /**
   * Defines what records the lambdas of the application, before the engine is there.
   *
   * @throws IncompleteException if the jar has not all that it should have
   */
  static void defineLambdas(Instrumentation instrumentation)
      throws IOException, IncompleteException {
    boolean isOpen = false;
    try (JarFile jar = jar()) {
      requireComplete(jar);
      open(instrumentation, BootClasses.class.getModule());
      for (String name : LAMBDAS) {
        JarEntry entry = jar.getJarEntry(PREFIX + name + ".class");
        try (InputStream in = jar.getInputStream(Objects.requireNonNull(entry, name))) {
          Class<?> type = define(name, in.readAllBytes());
          if (!isOpen) {
            open(instrumentation, type.getModule());
            isOpen = true;
          }
        }
      }
    }
  }

  /** By file, which the class loader has open: its resources would come by a URL connection. */
  private static JarFile jar() throws IOException {
    String location =
        BootClasses.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    return new JarFile(URLDecoder.decode(location, StandardCharsets.UTF_8));
  }

  /**
   * @throws IncompleteException if the jar lacks what travels in it
   */
  static void requireComplete() throws IOException, IncompleteException {
    try (JarFile jar = jar()) {
      requireComplete(jar);
    }
  }

  private static void requireComplete(JarFile jar) throws IncompleteException {
    if (jar.getEntry(PREFIX + FIRST + ".class") == null) {
      throw new IncompleteException(
          "the agent's jar "
              + BootClasses.class.getProtectionDomain().getCodeSource().getLocation()
              + " is not complete: it has no "
              + PREFIX
              + FIRST);
    }
  }

  byte[] classFile(String internalName) {
    return Objects.requireNonNull(all.get(internalName), internalName);
  }

  /** Opens what the runtime uses of the JDK, and defines the engine's classes. */
  void defineEngine(Instrumentation instrumentation) {
    open(instrumentation, BootClasses.class.getModule());
    Class<?> first = define(FIRST, classFile(FIRST));
    pending.remove(FIRST);
    open(instrumentation, first.getModule());
    for (String name : List.copyOf(pending.keySet())) {
      if (!ClassRules.isRuntime(name)) {
        defineWithSupers(name, bytes -> bytes);
      }
    }
  }

  /** What makes a class file of another. */
  interface Transformation {
    byte[] apply(byte[] classFile);
  }

  /** Defines the rest, which is woven like any class. */
  void defineApi(Transformation weaving) {
    for (String name : List.copyOf(pending.keySet())) {
      defineWithSupers(name, weaving);
    }
  }

  private void defineWithSupers(String name, Transformation weaving) {
    byte[] classFile = pending.remove(name);
    if (classFile == null) {
      return;
    }
    ClassReader reader = new ClassReader(classFile);
    defineWithSupers(reader.getSuperName(), weaving);
    for (String type : reader.getInterfaces()) {
      defineWithSupers(type, weaving);
    }
    define(name, weaving.apply(classFile));
  }

  private static Class<?> define(String name, byte[] classFile) {
    return Unsafe.getUnsafe().defineClass(name, classFile, 0, classFile.length, null, null);
  }

  private static void open(Instrumentation instrumentation, Module module) {
    Module base = Object.class.getModule();
    Set<Module> user = Set.of(module);
    Map<String, Set<Module>> exports =
        Map.of(
            "jdk.internal.misc", user, "jdk.internal.reflect", user, "jdk.internal.access", user);
    Map<String, Set<Module>> opens = Map.of("java.lang", user, "java.net", user);
    instrumentation.redefineModule(base, Set.of(), exports, opens, Set.of(), Map.of());
  }
}
