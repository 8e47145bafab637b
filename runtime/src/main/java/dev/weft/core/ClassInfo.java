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
  final BitSet statics;
  final BitSet monitors;
  final @Nullable String sourceFile;
  final BitSet hidden;
  final int version;

  /**
   * The arrays are indexed by a method's place in the class file.
   *
   * @param statics which methods are static
   * @param monitors which methods enter a monitor
   * @param sourceFile the SourceFile attribute
   * @param hidden which methods' frames stack traces leave out; in a hidden class all, whatever is
   *     said here
   * @param version the number by which its copy is found; 0 if it has none
   */
  public ClassInfo(
      String[] names,
      String[] descriptors,
      BitSet statics,
      BitSet monitors,
      @Nullable String sourceFile,
      BitSet hidden,
      int version) {
    this.names = names;
    this.descriptors = descriptors;
    this.statics = statics;
    this.monitors = monitors;
    this.sourceFile = sourceFile;
    this.hidden = hidden;
    this.version = version;
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
