package dev.weft.agent.weave;

import dev.weft.agent.stub.ClassFile;
import dev.weft.core.CopySource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/**
 * Weaves classes, each in two steps. When it is loaded, stubs are put before its bodies, by one
 * quick pass ({@link #weave}). When a continuation first enters it, its copy is written, in which
 * the methods stand in the form that can suspend ({@link #copy}). Bodies only: the class's shape
 * stays as it is. Thread-safe.
 *
 * <p>A method that cannot be woven is left as it was, but for a prologue that clears the link.
 */
public final class Weaver {
  private final ClassRules rules;
  private final CallSites callSites;
  private final ClassSources sources = new ClassSources();
  private final Map<@Nullable ClassLoader, LoaderClasses> byLoader = new WeakHashMap<>();

  public Weaver(ClassRules rules) {
    this.rules = rules;
    this.callSites = new CallSites(rules);
  }

  /**
   * @param loader the loader that defines the class; null: the boot loader, of whose classes an
   *     annotation may hide frames
   * @throws RuntimeException if the class file cannot be read
   */
  public WovenClass weave(byte[] classFile, @Nullable ClassLoader loader) {
    Map<String, String> leftAlone = new LinkedHashMap<>();
    ClassFile file = new ClassFile(classFile);
    String name = file.pool.getClassName();
    LoaderClasses known = classesOf(loader);
    Neighbours neighbours = known.neighbours(known.seen.count());
    boolean isWoven = rules.isWoven(name);
    ClassScan scan = ClassScan.of(file, callSites, neighbours, isWoven, leftAlone);
    if (isWoven) {
      known.seen.add(scan);
    }
    if (!scan.changes()) {
      return WovenClass.unchanged(leftAlone);
    }
    int version =
        scan.stubs() == 0
            ? 0
            : sources.add(loader, name.replace('/', '.'), neighbours.last, classFile);
    byte[] woven = StubPatch.write(scan, version);
    return new WovenClass(
        woven, scan.info(loader == null, version), version, scan.stubs(), leftAlone);
  }

  /**
   * A hidden class, which cannot be woven: its methods clear the link if it extends a woven class.
   *
   * @return the same array if nothing has to change
   */
  public byte[] clear(byte[] classFile) {
    ClassFile file = new ClassFile(classFile);
    String superName = file.pool.getSuperName();
    if (superName == null || ClassRules.isRuntime(superName) || !rules.isWoven(superName)) {
      return classFile;
    }
    ClassScan scan = ClassScan.of(file, callSites, null, false, new LinkedHashMap<>());
    return scan.changes() ? StubPatch.write(scan, 0) : classFile;
  }

  /** Gets the class file of a loaded class once more, as it was before weaving. */
  public interface Recovery {
    byte @Nullable [] classFileOf(Class<?> type);
  }

  /**
   * Writes the copy of a class.
   *
   * @param version what {@link #weave} gave it
   * @param leftAlone methods, by name and descriptor, to be left out, with the reasons; gets those
   *     that cannot be woven
   * @return null if its class file is gone
   */
  public CopySource.@Nullable Written copy(
      Class<?> original, int version, Map<String, String> leftAlone, Recovery recovery) {
    byte[] classFile = classFile(original, version, recovery);
    return classFile == null ? null : copy(original, version, classFile, leftAlone).written();
  }

  /** The class file of that version before it was woven; null if it is gone. */
  public byte @Nullable [] classFile(Class<?> original, int version, Recovery recovery) {
    ClassSources.Source source = sources.find(original.getClassLoader(), version);
    return source == null ? null : source.classFile(original, recovery);
  }

  /**
   * Which instruction of the original stands at a bytecode index of its copy, found by writing the
   * copy once more.
   *
   * @param classFile of that version
   * @param leftAlone what was left out of the copy
   * @return its number in the method, from 0; -1 if it is none of the original's
   */
  public int instructionAt(
      Class<?> original,
      int version,
      byte[] classFile,
      Map<String, String> leftAlone,
      int place,
      int bytecodeIndex) {
    if (OldClassFiles.isOld(classFile)) {
      return -1; // its subroutines were inlined
    }
    Copied copied = copy(original, version, classFile, leftAlone);
    return copied.weaver().instructionAt(copied.written().classFile(), place, bytecodeIndex);
  }

  private record Copied(CopyWeaver weaver, CopySource.Written written) {}

  private Copied copy(
      Class<?> original, int version, byte[] classFile, Map<String, String> leftAlone) {
    LoaderClasses known = classesOf(original.getClassLoader());
    byte[] analysed =
        OldClassFiles.isOld(classFile)
            ? OldClassFiles.withStackMaps(classFile, known.hierarchy)
            : classFile;
    ClassReader reader = new ClassReader(analysed);
    ClassSources.Source source = sources.find(original.getClassLoader(), version);
    Neighbours neighbours = known.neighbours(source == null ? 0 : source.lastSeen);
    ClassScan scan = ClassScan.of(new ClassFile(classFile), callSites, neighbours, true, leftAlone);
    for (; ; ) {
      ClassNode node = new ClassNode();
      reader.accept(node, ClassReader.EXPAND_FRAMES);
      requireNestHost(node, original);
      try {
        CopyWeaver weaver = new CopyWeaver(this, node, reader, scan, original, leftAlone);
        return new Copied(weaver, weaver.weave());
      } catch (MethodFailedException e) {
        leftAlone.put(e.method, e.reason);
      }
    }
  }

  /**
   * JDK 17 can crash when two threads join a nest whose host is missing, which plain code need
   * never notice.
   */
  private static void requireNestHost(ClassNode node, Class<?> original) {
    if (node.nestHostClass != null) {
      try {
        Class.forName(node.nestHostClass.replace('/', '.'), false, original.getClassLoader());
      } catch (ClassNotFoundException | LinkageError e) {
        throw new CannotWeaveException("its nest host cannot be loaded: " + e);
      }
    }
  }

  /** Name and descriptor of the method in that place; null if its class file is gone. */
  public @Nullable String methodAt(Class<?> original, int version, int place) {
    byte[] classFile = classFile(original, version, type -> null);
    if (classFile == null) {
      return null;
    }
    ClassScan scan =
        ClassScan.of(new ClassFile(classFile), callSites, null, true, new LinkedHashMap<>());
    return scan.methods.get(place).key();
  }

  /** The class that has that version; null if it is not known. */
  public @Nullable Class<?> original(int version) {
    return sources.load(version);
  }

  LoaderClasses classesOf(@Nullable ClassLoader loader) {
    synchronized (byLoader) {
      LoaderClasses known = byLoader.get(loader);
      if (known == null) {
        known = new LoaderClasses(loader, callSites);
        byLoader.put(loader, known);
      }
      return known;
    }
  }

  ClassRules rules() {
    return rules;
  }

  CallSites callSites() {
    return callSites;
  }
}
