package dev.weft.agent.detect;

/** A quick look at the strings in a class file: most classes need no closer one. */
final class ConstantPool {
  private static final int UTF8 = 1;
  private static final byte[] ANNOTATIONS =
      "Lorg/jetbrains/annotations/".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  private static final byte[] ALLOWED =
      "Ldev/weft/detect/BlockingAllowed;".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  private static final String[] NAMES = {"sleep", "yield", "wait", "sync", "setLength"};

  private static final String[] JDBC = JdbcMethods.DESCRIPTORS.toArray(new String[0]);

  private boolean hasSiteName;
  private boolean hasAnnotation;
  private boolean hasJdbc;

  /**
   * @throws ArrayIndexOutOfBoundsException if it is no class file
   */
  ConstantPool(byte[] classFile) {
    int count = u2(classFile, 8);
    int at = 10;
    for (int i = 1; i < count; i++) {
      int tag = classFile[at];
      if (tag == UTF8) {
        look(classFile, at + 3, u2(classFile, at + 1));
      }
      at += size(classFile, at, tag);
      if (tag == 5 || tag == 6) {
        i++; // long and double take two entries
      }
    }
  }

  /** Whether one of the public native methods may be called. */
  boolean hasSiteName() {
    return hasSiteName;
  }

  /** Whether one of the annotations about blocking may be used. */
  boolean hasAnnotation() {
    return hasAnnotation;
  }

  /** Whether it may be a class of a JDBC driver. */
  boolean hasJdbc() {
    return hasJdbc;
  }

  private void look(byte[] bytes, int from, int length) {
    if (length == 9 || length == 4 || length == 5) {
      for (String name : NAMES) {
        hasSiteName |= name.length() == length && matches(bytes, from, name);
      }
    } else if (length == ANNOTATIONS.length + 9 || length == ANNOTATIONS.length + 12) {
      hasAnnotation |=
          java.util.Arrays.equals(
              bytes, from, from + ANNOTATIONS.length, ANNOTATIONS, 0, ANNOTATIONS.length);
    } else if (length == ALLOWED.length) {
      hasAnnotation |= java.util.Arrays.equals(bytes, from, from + length, ALLOWED, 0, length);
    }
    for (String descriptor : JDBC) {
      hasJdbc |= descriptor.length() == length && matches(bytes, from, descriptor);
    }
  }

  private static boolean matches(byte[] bytes, int from, String name) {
    for (int i = 0; i < name.length(); i++) {
      if (bytes[from + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int size(byte[] bytes, int at, int tag) {
    return switch (tag) {
      case UTF8 -> 3 + u2(bytes, at + 1);
      case 7, 8, 16, 19, 20 -> 3;
      case 15 -> 4;
      case 5, 6 -> 9;
      default -> 5;
    };
  }

  private static int u2(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }
}
