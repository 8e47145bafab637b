package dev.weft.agent.weave;

import dev.weft.agent.classfile.ClassFile;
import dev.weft.core.ClassInfo;
import dev.weft.core.CopySource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/**
 * Weaves classes. When one is loaded, its class file is kept: the class itself stays as it is. When
 * a continuation first enters it, its copy is written, in which the methods stand in the form that
 * can suspend ({@link #copy}). Thread-safe.
 */
public final class Weaver {
  private final CallSites callSites;
  private final ClassSources sources = new ClassSources();
  private final Map<@Nullable ClassLoader, LoaderClasses> byLoader = new WeakHashMap<>();

  /** The newest version of class files that ASM was seen to know. */
  private volatile int newestKnown = Opcodes.V17;

  public Weaver(ClassRules rules) {
    this.callSites = new CallSites(rules);
  }

  /**
   * Takes in a class that is being defined.
   *
   * @param name internal name
   * @throws IllegalArgumentException if its class file is newer than ASM knows
   */
  public void load(@Nullable ClassLoader loader, String name, byte[] classFile) {
    int version = OldClassFiles.majorVersion(classFile);
    if (version > newestKnown) {
      ClassReader readable = new ClassReader(classFile);
      newestKnown = Math.max(newestKnown, readable.readShort(6));
    }
    sources.add(loader, name.replace('/', '.'), classFile);
  }

  /**
   * What the engine has to know of a class as it is now.
   *
   * @param recovery for a class that was not loaded through this, or has been redefined since
   */
  public @Nullable ClassInfo describe(Class<?> type, boolean isRedefined, Recovery recovery) {
    @Nullable ClassLoader loader = type.getClassLoader();
    ClassSources.Source source = sources.latest(loader, type.getName());
    if (source == null || isRedefined) {
      byte[] classFile = recovery.classFileOf(type);
      source = classFile == null ? source : sources.update(loader, type.getName(), classFile);
    }
    byte[] classFile = source == null ? null : source.classFile(type, recovery);
    if (source == null || classFile == null) {
      return null;
    }
    ClassScan scan = ClassScan.of(new ClassFile(classFile), callSites, new LinkedHashMap<>());
    boolean isWrittenByHand = ClassRules.speaksProtocol(scan.name);
    return scan.info(loader == null, isWrittenByHand ? 0 : source.version);
  }

  /** Gets the class file of a loaded class once more, as it is before Weft changes it. */
  public interface Recovery {
    byte @Nullable [] classFileOf(Class<?> type);
  }

  /**
   * Writes the copy of a class.
   *
   * @param version what {@link #describe} gave it
   * @param leftAlone methods, by name and descriptor, to be left out, with the reasons; gets those
   *     that cannot be woven
   * @return null if its class file is gone
   */
  public CopySource.@Nullable Written copy(
      Class<?> original, int version, Map<String, String> leftAlone, Recovery recovery) {
    byte[] classFile = classFile(original, version, recovery);
    return classFile == null ? null : copy(original, classFile, leftAlone).written();
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
    Copied copied = copy(original, classFile, leftAlone);
    return copied.weaver().instructionAt(copied.written().classFile(), place, bytecodeIndex);
  }

  private record Copied(CopyWeaver weaver, CopySource.Written written) {}

  private Copied copy(Class<?> original, byte[] classFile, Map<String, String> leftAlone) {
    LoaderClasses known = classesOf(original.getClassLoader());
    byte[] analysed =
        OldClassFiles.isOld(classFile)
            ? OldClassFiles.withStackMaps(classFile, known.hierarchy)
            : classFile;
    ClassReader reader = new ClassReader(analysed);
    ClassScan scan = ClassScan.of(new ClassFile(classFile), callSites, leftAlone);
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
    ClassScan scan = ClassScan.of(new ClassFile(classFile), callSites, new LinkedHashMap<>());
    return scan.methods.get(place).key();
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

  CallSites callSites() {
    return callSites;
  }
}
