package dev.weft.agent.classfile;

/** Reads numbers of a class file: they are big-endian. */
public final class Bytes {
  private Bytes() {}

  public static int u2(byte[] from, int at) {
    return (from[at] & 0xFF) << 8 | (from[at + 1] & 0xFF);
  }

  public static int s4(byte[] from, int at) {
    return u2(from, at) << 16 | u2(from, at + 2);
  }
}
