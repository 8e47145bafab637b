package dev.weft.agent.stub;

import java.util.Arrays;

/** Bytes being written, big-endian as in class files. */
public final class Bytes {
  private byte[] data;
  private int size;

  public Bytes(int capacity) {
    data = new byte[capacity];
  }

  public int size() {
    return size;
  }

  public Bytes u1(int value) {
    ensure(1);
    data[size++] = (byte) value;
    return this;
  }

  public Bytes u2(int value) {
    ensure(2);
    putU2(data, size, value);
    size += 2;
    return this;
  }

  public Bytes u4(int value) {
    ensure(4);
    putU4(data, size, value);
    size += 4;
    return this;
  }

  public Bytes copy(byte[] source, int from, int to) {
    int length = to - from;
    ensure(length);
    System.arraycopy(source, from, data, size, length);
    size += length;
    return this;
  }

  public Bytes append(Bytes other) {
    return copy(other.data, 0, other.size);
  }

  /** Overwrites two bytes that were written before. */
  public void setU2(int at, int value) {
    putU2(data, at, value);
  }

  /** Overwrites four bytes that were written before. */
  public void setU4(int at, int value) {
    putU4(data, at, value);
  }

  public byte[] toArray() {
    return Arrays.copyOf(data, size);
  }

  public static int u1(byte[] from, int at) {
    return from[at] & 0xFF;
  }

  public static int u2(byte[] from, int at) {
    return (from[at] & 0xFF) << 8 | (from[at + 1] & 0xFF);
  }

  public static int s2(byte[] from, int at) {
    return (short) u2(from, at);
  }

  public static int s4(byte[] from, int at) {
    return u2(from, at) << 16 | u2(from, at + 2);
  }

  private static void putU2(byte[] to, int at, int value) {
    to[at] = (byte) (value >> 8);
    to[at + 1] = (byte) value;
  }

  private static void putU4(byte[] to, int at, int value) {
    putU2(to, at, value >> 16);
    putU2(to, at + 2, value);
  }

  private void ensure(int more) {
    if (size + more > data.length) {
      data = Arrays.copyOf(data, Math.max(2 * data.length, size + more));
    }
  }
}
