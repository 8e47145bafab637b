package dev.weft.it.lambda;

import java.io.IOException;

/** Methods to be called by reflection: one of each type of result, and all types of parameters. */
class Targets {
  static final Object[][] ARGUMENTS = {
    {}, {1}, {(byte) 2}, {'c'}, {3L}, {4.5f}, {true}, {"text"}, {null}, {1, 2L}, {(short) 5, 'x'}
  };

  private String hidden() {
    ReflectionProgram.suspend();
    return "hidden";
  }

  static boolean flag(boolean x) {
    ReflectionProgram.suspend();
    return !x;
  }

  byte small(byte x) {
    ReflectionProgram.suspend();
    return (byte) -x;
  }

  char letter(char x) {
    ReflectionProgram.suspend();
    return x;
  }

  protected short shorter(short x) {
    ReflectionProgram.suspend();
    return x;
  }

  public int number(int x) {
    ReflectionProgram.suspend();
    return -x;
  }

  public static long wide(long x) {
    ReflectionProgram.suspend();
    return x << 33;
  }

  float real(float x) {
    ReflectionProgram.suspend();
    return -x;
  }

  double real(double x) {
    ReflectionProgram.suspend();
    return x / 3;
  }

  Object any(Object x) {
    ReflectionProgram.suspend();
    return x;
  }

  CharSequence text(String x) {
    ReflectionProgram.suspend();
    return x + x;
  }

  void nothing() {
    ReflectionProgram.suspend();
  }

  final double both(int a, double b) {
    ReflectionProgram.suspend();
    return a + b;
  }

  static Object fails(int x) throws IOException {
    ReflectionProgram.suspend();
    throw new IOException("failed " + x);
  }

  static void failsAtOnce() {
    throw new IllegalStateException("at once");
  }
}
