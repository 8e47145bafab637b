package dev.weft.agent.weave;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.tree.ClassNode;

/**
 * Weaves one class file. Bodies only: the class's shape stays as it is. Thread-safe.
 *
 * <p>A method that cannot be woven is left as it was, but for a prologue that clears the link.
 */
public final class Weaver {
  private final ClassRules rules;
  private final CallSites callSites;
  private final Map<@Nullable ClassLoader, ClassHierarchy> hierarchies = new WeakHashMap<>();
  private final Map<@Nullable ClassLoader, LeafMethods> leaves = new WeakHashMap<>();
  private final Map<@Nullable ClassLoader, Map<String, ClassVersions>> versions =
      new WeakHashMap<>();

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
    ClassHierarchy hierarchy = hierarchyOf(loader);
    boolean old = OldClassFiles.isOld(classFile);
    byte[] analysed = old ? OldClassFiles.withStackMaps(classFile, hierarchy) : classFile;
    int oldVersion = old ? OldClassFiles.majorVersion(classFile) : 0;
    for (; ; ) {
      ClassNode node = new ClassNode();
      ClassReader reader = new ClassReader(analysed);
      reader.accept(node, ClassReader.EXPAND_FRAMES);
      try {
        AccessibleTypes types = new AccessibleTypes(reader, hierarchy);
        Map<String, ClassVersions> known = versionsOf(loader);
        ClassVersions previous = known.get(node.name);
        WovenClass woven =
            new ClassWeaver(this, node, reader, types, leftAlone, loader, oldVersion, previous)
                .weave();
        if (woven == null) {
          continue;
        }
        if (woven.versions() != null) {
          known.put(node.name, woven.versions());
        }
        return woven;
      } catch (MethodTooLargeException e) {
        leftAlone.put(
            e.getMethodName() + e.getDescriptor(),
            "woven it would pass 64 KiB (" + e.getCodeSize() + " bytes)");
      } catch (MethodFailedException e) {
        leftAlone.put(e.method, e.reason);
      }
    }
  }

  ClassHierarchy hierarchyOf(@Nullable ClassLoader loader) {
    synchronized (hierarchies) {
      return hierarchies.computeIfAbsent(loader, ClassHierarchy::new);
    }
  }

  /** What is known of the methods that classes of {@code loader} call. */
  LeafMethods leavesOf(@Nullable ClassLoader loader) {
    ClassHierarchy hierarchy = hierarchyOf(loader);
    synchronized (leaves) {
      return leaves.computeIfAbsent(loader, l -> new LeafMethods(hierarchy, callSites));
    }
  }

  private Map<String, ClassVersions> versionsOf(@Nullable ClassLoader loader) {
    synchronized (versions) {
      return versions.computeIfAbsent(loader, l -> new ConcurrentHashMap<>());
    }
  }

  ClassRules rules() {
    return rules;
  }

  CallSites callSites() {
    return callSites;
  }
}
