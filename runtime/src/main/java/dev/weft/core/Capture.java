package dev.weft.core;

import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * What woven code calls to save an activation: one method for each size of frame, smallest first. A
 * reference that the frame holds already is not stored again: a collector's barrier costs more than
 * a comparison.
 */
public final class Capture {
  private Capture() {}

  @Hidden
  public static void save(
      @Nullable Object r0,
      @Nullable Object r1,
      long p0,
      ContinuationCore c,
      Class<?> owner,
      int method,
      int position) {
    FrameA frame = (FrameA) c.takeSpare(FrameA.class);
    if (frame == null) {
      frame = new FrameA();
    }
    fill(frame, r0, r1, p0);
    append(c, frame, owner, method, position);
  }

  @Hidden
  public static void save(
      @Nullable Object r0,
      @Nullable Object r1,
      @Nullable Object r2,
      @Nullable Object r3,
      long p0,
      long p1,
      ContinuationCore c,
      Class<?> owner,
      int method,
      int position) {
    FrameB frame = (FrameB) c.takeSpare(FrameB.class);
    if (frame == null) {
      frame = new FrameB();
    }
    fill(frame, r0, r1, r2, r3, p0, p1);
    append(c, frame, owner, method, position);
  }

  @Hidden
  public static void save(
      @Nullable Object r0,
      @Nullable Object r1,
      @Nullable Object r2,
      @Nullable Object r3,
      @Nullable Object r4,
      @Nullable Object r5,
      @Nullable Object r6,
      @Nullable Object r7,
      long p0,
      long p1,
      long p2,
      long p3,
      ContinuationCore c,
      Class<?> owner,
      int method,
      int position) {
    FrameC frame = (FrameC) c.takeSpare(FrameC.class);
    if (frame == null) {
      frame = new FrameC();
    }
    fill(frame, r0, r1, r2, r3, p0, p1);
    frame.r4 = r4;
    frame.r5 = r5;
    frame.r6 = r6;
    frame.r7 = r7;
    frame.p2 = p2;
    frame.p3 = p3;
    append(c, frame, owner, method, position);
  }

  @Hidden
  public static void save(
      @Nullable Object r0,
      Object[] references,
      long[] primitives,
      ContinuationCore c,
      Class<?> owner,
      int method,
      int position) {
    FrameX frame = new FrameX();
    frame.r0 = r0;
    frame.references = references;
    frame.primitives = primitives;
    append(c, frame, owner, method, position);
  }

  @Hidden
  private static void fill(FrameA frame, @Nullable Object r0, @Nullable Object r1, long p0) {
    if (frame.r0 != r0) {
      frame.r0 = r0;
    }
    if (frame.r1 != r1) {
      frame.r1 = r1;
    }
    frame.p0 = p0;
  }

  @Hidden
  private static void fill(
      FrameB frame,
      @Nullable Object r0,
      @Nullable Object r1,
      @Nullable Object r2,
      @Nullable Object r3,
      long p0,
      long p1) {
    fill(frame, r0, r1, p0);
    if (frame.r2 != r2) {
      frame.r2 = r2;
    }
    if (frame.r3 != r3) {
      frame.r3 = r3;
    }
    frame.p1 = p1;
  }

  @Hidden
  private static void append(
      ContinuationCore c, FrameA frame, Class<?> owner, int method, int position) {
    if (!frame.method.is(owner, method)) { // a frame in use again often is of the same method
      frame.method = Registry.method(owner, method);
    }
    frame.position = position;
    c.append(frame);
  }
}
