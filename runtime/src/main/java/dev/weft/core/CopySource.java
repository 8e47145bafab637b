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
  }

  /**
   * The copy of that version of a class. Never throws, but for what the JVM itself raises.
   *
   * @param version the number that the stubs of that version carry
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
   * The class that has that version; it is loaded, since its code runs.
   *
   * @return null if it is not known
   */
  @Nullable Class<?> original(int version);

  /**
   * The text by which the JVM would explain a NullPointerException.
   *
   * @param place of the method
   * @param bytecodeIndex in its copy, of the instruction that raised it
   * @return null if the JVM would say nothing
   */
  @Nullable String nullMessage(Class<?> original, int version, int place, int bytecodeIndex);
}
