package dev.weft.it.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Moves classes from the package that the agent leaves alone to the one that it weaves. The
 * packages' names are equally long, so that only bytes of the constant pool change and the code
 * stays the very same.
 */
final class Renaming {
  private static final byte[] PLAIN = "dev/weft/un/woven/".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] WOVEN = "dev/weft/it/woven/".getBytes(StandardCharsets.US_ASCII);

  private final Set<String> moved;

  /**
   * @param moved simple names of the classes that move
   */
  private Renaming(Set<String> moved) {
    this.moved = moved;
  }

  /** The program with these classes moved and every mention of them changed. */
  static Map<String, byte[]> move(Map<String, byte[]> classes, Set<String> moved) {
    Renaming renaming = new Renaming(moved);
    Map<String, byte[]> result = new LinkedHashMap<>();
    classes.forEach((name, bytes) -> result.put(renaming.rename(name), renaming.patch(bytes)));
    return result;
  }

  String rename(String binaryName) {
    String simple = binaryName.substring(PLAIN.length);
    return moved.contains(simple) ? "dev.weft.it.woven." + simple : binaryName;
  }

  private byte[] patch(byte[] original) {
    byte[] bytes = original.clone();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int entries = in.getShort(8);
    in.position(10);
    for (int i = 1; i < (entries & 0xFFFF); i++) {
      int tag = in.get();
      switch (tag) {
        case 1 -> patchText(bytes, in);
        case 7, 8, 16, 19, 20 -> skip(in, 2);
        case 15 -> skip(in, 3);
        case 5, 6 -> {
          skip(in, 8);
          i++;
        }
        default -> skip(in, 4);
      }
    }
    return bytes;
  }

  private static void skip(ByteBuffer in, int bytes) {
    in.position(in.position() + bytes);
  }

  private void patchText(byte[] bytes, ByteBuffer in) {
    int length = in.getShort() & 0xFFFF;
    int start = in.position();
    for (int at = start; at + PLAIN.length < start + length; at++) {
      if (matches(bytes, at) && moved.contains(nameAt(bytes, at + PLAIN.length, start + length))) {
        System.arraycopy(WOVEN, 0, bytes, at, WOVEN.length);
      }
    }
    in.position(start + length);
  }

  private static boolean matches(byte[] bytes, int at) {
    for (int i = 0; i < PLAIN.length; i++) {
      if (bytes[at + i] != PLAIN[i]) {
        return false;
      }
    }
    return true;
  }

  private static String nameAt(byte[] bytes, int from, int limit) {
    int to = from;
    while (to < limit && Character.isLetterOrDigit(bytes[to])) {
      to++;
    }
    return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
  }
}
