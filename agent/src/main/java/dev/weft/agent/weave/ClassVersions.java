package dev.weft.agent.weave;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a class's body was each time that it was woven. A class may be redefined while activations
 * of its methods are saved. Those go on if their method's body is the same as before, and must not
 * be restored by another body. So the suspend points of a new body get numbers that no earlier body
 * of the method has used, and a body that comes back gets its own again. Immutable.
 *
 * <p>A method keeps the place that it had in the first version, by which woven code names it.
 */
final class ClassVersions {
  /** Of name and descriptor, by place. */
  private final long[] methods;

  /** By place: the body's fingerprint, or 0 where the method has no suspend points. */
  private final long[] bodies;

  /** By place: the first number in the upper half, how many in the lower. */
  private final int[] numbers;

  private final @Nullable ClassVersions earlier;

  private ClassVersions(
      long[] methods, long[] bodies, int[] numbers, @Nullable ClassVersions earlier) {
    this.methods = methods;
    this.bodies = bodies;
    this.numbers = numbers;
    this.earlier = earlier;
  }

  /** Whether an earlier version's method at that place had suspend points. */
  private static boolean hadPoints(@Nullable ClassVersions versions, int place) {
    for (ClassVersions v = versions; v != null; v = v.earlier) {
      if (place < v.bodies.length && v.bodies[place] != 0) {
        return true;
      }
    }
    return false;
  }

  /** The next version, in the making. */
  static final class Builder {
    private final @Nullable ClassVersions previous;
    private long[] methods;
    private final long[] bodies;
    private final int[] numbers;
    private int known;

    /**
     * @param count the number of methods
     */
    Builder(@Nullable ClassVersions previous, int count) {
      this.previous = previous;
      this.known = previous == null ? 0 : previous.methods.length;
      this.methods =
          previous == null ? new long[count] : Arrays.copyOf(previous.methods, known + count);
      this.bodies = new long[methods.length];
      this.numbers = new int[methods.length];
    }

    /** The place of a method: the one that it had before, or the next free one. */
    int place(String nameAndDescriptor) {
      long method = Fingerprint.of(nameAndDescriptor);
      for (int i = 0; previous != null && i < previous.methods.length; i++) {
        if (previous.methods[i] == method) {
          return i;
        }
      }
      methods[known] = method;
      return known++;
    }

    /** How many places there are. */
    int places() {
      return known;
    }

    /** The number of the first of {@code count} suspend points of that body. */
    int firstNumber(int place, long body, int count) {
      int first = 1;
      for (ClassVersions v = previous; v != null; v = v.earlier) {
        if (place < v.bodies.length && v.bodies[place] != 0) {
          int itsFirst = v.numbers[place] >>> 16;
          if (v.bodies[place] == body) {
            first = itsFirst;
            break;
          }
          first = Math.max(first, itsFirst + (v.numbers[place] & 0xFFFF));
        }
      }
      if (first + count > 0xFFFF) {
        throw new CannotWeaveException("it has been redefined too often");
      }
      bodies[place] = body;
      numbers[place] = first << 16 | count;
      return first;
    }

    /** Whether activations of an earlier version of that method may be saved. */
    boolean hadPoints(int place) {
      return ClassVersions.hadPoints(previous, place);
    }

    /** The previous one if nothing differs from it. */
    ClassVersions build() {
      if (previous != null
          && known == previous.methods.length
          && Arrays.equals(bodies, 0, known, previous.bodies, 0, known)) {
        return previous;
      }
      return new ClassVersions(
          Arrays.copyOf(methods, known),
          Arrays.copyOf(bodies, known),
          Arrays.copyOf(numbers, known),
          previous);
    }
  }
}
