package dev.weft.core;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the weaver records of a woven copy: the hidden class in which the methods of one class, the
 * original, stand in the form that can suspend. A copy's methods are static and take the receiver
 * first and the continuation last.
 */
public final class CopyInfo {
  final ClassInfo methods;
  private final int[] @Nullable [] lines;
  private final @Nullable String[] descriptors;

  /**
   * @param methods the original's, indexed by a method's place
   * @param lines by place, null where the copy has no such method: pairs of a bytecode index of the
   *     copy, ascending, and the line that begins there
   * @param descriptors by place: of the copy's own method
   */
  public CopyInfo(ClassInfo methods, int[] @Nullable [] lines, @Nullable String[] descriptors) {
    this.methods = methods;
    this.lines = lines;
    this.descriptors = descriptors;
  }

  /**
   * The copy's name for the method in that place: its own, which may be overloaded, and a number.
   */
  public static String nameOf(String method, int place) {
    return method + "$" + place;
  }

  int count() {
    return (int) Arrays.stream(lines).filter(Objects::nonNull).count();
  }

  boolean has(int place) {
    return lines[place] != null;
  }

  /**
   * @throws IllegalArgumentException if the copy has no such method
   */
  String descriptor(int place) {
    String descriptor = descriptors[place];
    if (descriptor == null) {
      throw new IllegalArgumentException("no copy of " + methods.names[place]);
    }
    return descriptor;
  }

  /** The place in a name that {@link #nameOf} made; -1 in that of another method of a copy. */
  public static int placeOf(String nameInCopy) {
    int number = nameInCopy.lastIndexOf('$') + 1;
    if (number == nameInCopy.length() || !Character.isDigit(nameInCopy.charAt(number))) {
      return -1;
    }
    return Integer.parseInt(nameInCopy, number, nameInCopy.length(), 10);
  }

  /** The source line; 0 if it is not known. */
  int line(int place, int bytecodeIndex) {
    int[] table = lines[place];
    int line = 0;
    for (int i = 0; table != null && i < table.length && table[i] <= bytecodeIndex; i += 2) {
      line = table[i + 1];
    }
    return line;
  }
}
