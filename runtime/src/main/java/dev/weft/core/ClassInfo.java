package dev.weft.core;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What the weaver records of a class that it wove: enough to find a method again and to describe
 * its frames.
 */
public final class ClassInfo {
  final String[] names;
  final String[] descriptors;
  final int[] access;
  final BitSet monitors;
  final @Nullable String sourceFile;
  final BitSet hidden;
  final int version;

  /**
   * The arrays are indexed by a method's place in the class file.
   *
   * @param access the methods' access flags
   * @param monitors which methods enter a monitor
   * @param sourceFile the SourceFile attribute
   * @param hidden which methods' frames stack traces leave out; in a hidden class all, whatever is
   *     said here
   * @param version the number by which its copy is found; 0 for a class that was spun
   */
  public ClassInfo(
      String[] names,
      String[] descriptors,
      int[] access,
      BitSet monitors,
      @Nullable String sourceFile,
      BitSet hidden,
      int version) {
    this.names = names;
    this.descriptors = descriptors;
    this.access = access;
    this.monitors = monitors;
    this.sourceFile = sourceFile;
    this.hidden = hidden;
    this.version = version;
  }

  /** Of a class that is written and not woven: it has no source, and enters no monitor. */
  public static ClassInfo ofSpun(String[] names, String[] descriptors, int[] access) {
    return new ClassInfo(names, descriptors, access, new BitSet(), null, new BitSet(), 0);
  }

  /**
   * Whether it is a class that no copy is written of: its methods' woven forms are {@link Twins}.
   */
  boolean isWrittenByHand() {
    return version == 0;
  }

  /** The place of a method; -1 if the class does not declare it. */
  int find(String name, String descriptor) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name) && descriptors[i].equals(descriptor)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether some method of that name enters a monitor. */
  boolean entersMonitor(String method) {
    for (int i = monitors.nextSetBit(0); i >= 0; i = monitors.nextSetBit(i + 1)) {
      if (names[i].equals(method)) {
        return true;
      }
    }
    return false;
  }
}
