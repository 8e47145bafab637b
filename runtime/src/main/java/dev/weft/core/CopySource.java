package dev.weft.core;

import org.jspecify.annotations.Nullable;

/** Writes woven copies. The agent, which has ASM, installs it. */
public interface CopySource {
  /** The class file of a copy, a hidden class in the nest of its original. */
  final class Written {
    final byte[] classFile;
    final CopyInfo info;

    public Written(byte[] classFile, CopyInfo info) {
      this.classFile = classFile;
      this.info = info;
    }

    public byte[] classFile() {
      return classFile;
    }

    /** How many methods it has. */
    public int methods() {
      return info.count();
    }
  }

  /**
   * What is known of a class as it is now. Never throws, but for what the JVM itself raises.
   *
   * @param isRedefined whether the JVM may have redefined it
   * @return null if the class is not woven
   */
  @Nullable ClassInfo describe(Class<?> type, boolean isRedefined);

  /**
   * The copy of that version of a class. Never throws, but for what the JVM itself raises.
   *
   * @param version what {@link #describe} said
   * @return null if there can be none: the class's methods then run as they are
   */
  @Nullable Written write(Class<?> original, int version);

  /**
   * Told that the JVM refused the copy.
   *
   * @return whether another attempt may fare better, because methods will be left out of it
   */
  boolean refused(Class<?> original, int version, LinkageError cause);

  /**
   * The text by which the JVM would explain a NullPointerException.
   *
   * @param place of the method
   * @param bytecodeIndex in its copy, of the instruction that raised it
   * @return null if the JVM would say nothing
   */
  @Nullable String nullMessage(Class<?> original, int version, int place, int bytecodeIndex);
}
