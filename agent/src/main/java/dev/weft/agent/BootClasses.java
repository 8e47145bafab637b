package dev.weft.agent;

import dev.weft.agent.weave.ClassRules;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
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

  /** Modules for which what the runtime uses of the JDK is open: ours, and the boot loader's. */
  private static final Set<Module> OPENED = ConcurrentHashMap.newKeySet();

  private final Map<String, byte[]> all;
  private final Map<String, byte[]> pending;

  private BootClasses(Map<String, byte[]> all) {
    this.all = all;
    this.pending = new TreeMap<>(all);
  }

  /**
   * @throws IncompleteException if the jar has not all that it should have
   */
  static BootClasses load() throws IOException, IncompleteException {
    BootClasses classes = new BootClasses(read(false));
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
    BootClasses classes = new BootClasses(read(true));
    open(instrumentation, BootClasses.class);
    for (String name : classes.all.keySet()) {
      classes.defineWithSupers(name, bytes -> bytes);
      open(instrumentation, Class.forName(name.replace('/', '.'), false, null));
    }
  }

  /** The class files of the detection, or all others, by internal name. */
  private static Map<String, byte[]> read(boolean isDetection)
      throws IOException, IncompleteException {
    Map<String, byte[]> classes = new HashMap<>();
    try (JarFile jar = jar()) {
      requireComplete(jar);
      for (JarEntry entry : Collections.list(jar.entries())) {
        String name = entry.getName();
        if (name.startsWith(PREFIX)
            && name.endsWith(".class")
            && name.startsWith(DETECTION) == isDetection) {
          classes.put(name.substring(PREFIX.length(), name.length() - 6), read(jar, entry));
        }
      }
    }
    return classes;
  }

  private static byte[] read(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  /**
   * Defines what records the lambdas of the application, before the engine is there.
   *
   * @throws IncompleteException if the jar has not all that it should have
   */
  static void defineLambdas(Instrumentation instrumentation)
      throws IOException, IncompleteException {
    try (JarFile jar = jar()) {
      requireComplete(jar);
      open(instrumentation, BootClasses.class);
      for (String name : LAMBDAS) {
        JarEntry entry = jar.getJarEntry(PREFIX + name + ".class");
        open(instrumentation, define(name, read(jar, Objects.requireNonNull(entry, name))));
      }
    }
  }

  /** By file, which the class loader has open: its resources would come by a URL connection. */
  private static JarFile jar() throws IOException {
    URL location = BootClasses.class.getProtectionDomain().getCodeSource().getLocation();
    try {
      return new JarFile(new File(location.toURI()));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IOException("the agent's jar is no file: " + location, e);
    }
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
    open(instrumentation, BootClasses.class);
    pending.remove(FIRST);
    open(instrumentation, define(FIRST, classFile(FIRST)));
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

  private static void open(Instrumentation instrumentation, Class<?> to) {
    Module module = to.getModule();
    if (!OPENED.add(module)) {
      return;
    }
    Module base = Object.class.getModule();
    Set<Module> user = Set.of(module);
    Map<String, Set<Module>> exports =
        Map.of(
            "jdk.internal.misc", user, "jdk.internal.reflect", user, "jdk.internal.access", user);
    Map<String, Set<Module>> opens = Map.of("java.lang", user, "java.net", user);
    instrumentation.redefineModule(base, Set.of(), exports, opens, Set.of(), Map.of());
  }
}
