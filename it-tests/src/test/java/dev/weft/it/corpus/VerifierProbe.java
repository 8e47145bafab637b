package dev.weft.it.corpus;

import java.io.IOException;
import java.io.InputStream;

/**
 * Proves that this JVM verifies what the corpus loads, so that "no VerifyError" means something.
 */
final class VerifierProbe {
  /** The instructions of {@code return 1}, and with a null in the place of the int. */
  private static final byte[] GOOD = {0x04, (byte) 0xAC};

  private static final byte BAD_CONSTANT = 0x01;

  private VerifierProbe() {}

  /** What is broken. */
  static final class Victim {
    private Victim() {}

    static int one() {
      return 1;
    }
  }

  /**
   * @throws IllegalStateException if a class whose body returns a null for an int links
   */
  static void check() throws IOException {
    Class<?> broken = new OneClass(breakIt(read())).define();
    try {
      broken.getDeclaredConstructors();
    } catch (VerifyError expected) {
      return;
    }
    throw new IllegalStateException("this JVM links a broken class: run it with verification on");
  }

  private static byte[] read() throws IOException {
    try (InputStream in = VerifierProbe.class.getResourceAsStream("VerifierProbe$Victim.class")) {
      return in.readAllBytes();
    }
  }

  private static byte[] breakIt(byte[] classFile) {
    for (int i = 0; i + 1 < classFile.length; i++) {
      if (classFile[i] == GOOD[0] && classFile[i + 1] == GOOD[1]) {
        classFile[i] = BAD_CONSTANT;
        return classFile;
      }
    }
    throw new IllegalStateException("the compiler writes `return 1` differently");
  }

  private static final class OneClass extends ClassLoader {
    private final byte[] classFile;

    OneClass(byte[] classFile) {
      super(ClassLoader.getPlatformClassLoader());
      this.classFile = classFile;
    }

    Class<?> define() {
      return defineClass(null, classFile, 0, classFile.length);
    }
  }
}
