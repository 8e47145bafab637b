package dev.weft.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cheap copy of what stack traces show of saved activations, innermost first: two words a frame,
 * no text yet.
 *
 * <p>The frames are in segments: one for each place in the JVM's own trace where saved callers
 * belong ({@link LogicalTrace}). Immutable once it is returned.
 */
final class SavedFrames {
  /** The JVM's own limit (MaxJavaStackTraceDepth) where nobody changes it. */
  static final int LIMIT = 1024;

  private MethodRef[] methods = new MethodRef[8];
  private int[] lines = new int[8];
  private int size;

  /** Where each segment ends; only the first {@code segments} are used. */
  private int[] ends = new int[2];

  private int segments;

  private SavedFrames() {}

  static SavedFrames ofNothing() {
    return new SavedFrames();
  }

  /** The one segment of a suspended continuation. */
  static SavedFrames ofSuspended(ContinuationCore c) {
    SavedFrames saved = new SavedFrames();
    c.describe(saved);
    saved.endSegment();
    return saved;
  }

  /** The segments of the calling thread's continuations, {@code innermost} and those around it. */
  static SavedFrames ofMounted(ContinuationCore innermost) {
    SavedFrames saved = new SavedFrames();
    for (ContinuationCore c = innermost; c != null; c = c.isIsolated() ? null : c.parent) {
      saved.add(c.resumed, c.saved());
    }
    return saved;
  }

  private void add(boolean resumed, @Nullable Frame top) {
    if (resumed) {
      for (Frame frame = top; frame != null && size < LIMIT; frame = frame.next) {
        frame.describe(this);
      }
      endSegment();
    }
  }

  void add(MethodRef method, int line) {
    if (size == methods.length) {
      methods = Arrays.copyOf(methods, size * 2);
      lines = Arrays.copyOf(lines, size * 2);
    }
    methods[size] = method;
    lines[size++] = line;
  }

  private void endSegment() {
    if (segments == ends.length) {
      ends = Arrays.copyOf(ends, segments * 2);
    }
    ends[segments++] = size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int segments() {
    return segments;
  }

  /** What a StackWalker shows of that segment. */
  List<StackWalker.StackFrame> frames(int segment, boolean retainsClasses) {
    List<StackWalker.StackFrame> frames = new ArrayList<>();
    for (int i = segment == 0 ? 0 : ends[segment - 1]; i < ends[segment]; i++) {
      frames.add(new SavedStackFrame(methods[i], lines[i], retainsClasses));
    }
    return frames;
  }

  /** All of it. */
  StackTraceElement[] elements() {
    List<StackTraceElement> all = new ArrayList<>();
    for (int i = 0; i < segments; i++) {
      describe(i, all);
    }
    return all.toArray(new StackTraceElement[0]);
  }

  /**
   * Adds the elements of that segment (from 0; none if there are fewer) as long as {@code into} is
   * within the limit.
   */
  void describe(int segment, List<StackTraceElement> into) {
    if (segment < segments) {
      for (int i = segment == 0 ? 0 : ends[segment - 1];
          i < ends[segment] && into.size() < LIMIT;
          i++) {
        into.add(methods[i].element(lines[i]));
      }
    }
  }
}
