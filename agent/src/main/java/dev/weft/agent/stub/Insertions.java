package dev.weft.agent.stub;

import java.util.Arrays;

/**
 * What is put into a method's code: a beginning, and the same few bytes before some of its
 * instructions. Each is filled up with NOPs to a multiple of four bytes, so that switches, whose
 * operands are aligned, stay as they are.
 *
 * <pre>
 *   0                 start            places[0]
 *   | beginning  NOPs | code ...       | before  NOPs | invokestatic ...
 * </pre>
 */
public final class Insertions {
  private static final int NOP = 0;
  private static final int[] NOWHERE = {};

  final Bytes beginning;
  final Bytes before;
  final int[] places;
  final int maxStack;
  final int maxLocals;
  private int frameAt = -1;

  /** Only a beginning. */
  public Insertions(Bytes beginning, int maxStack, int maxLocals) {
    this(beginning, new Bytes(0), NOWHERE, maxStack, maxLocals);
  }

  /**
   * @param places offsets of instructions that are neither jumps nor switches, ascending
   * @param maxStack of the whole code, as {@code maxLocals}
   */
  public Insertions(Bytes beginning, Bytes before, int[] places, int maxStack, int maxLocals) {
    this.beginning = filled(beginning);
    this.before = filled(before);
    this.places = places;
    this.maxStack = maxStack;
    this.maxLocals = maxLocals;
  }

  private static Bytes filled(Bytes bytes) {
    while (bytes.size() % 4 != 0) {
      bytes.u1(NOP);
    }
    return bytes;
  }

  /**
   * Says that a stack map is needed.
   *
   * @param at offset in the beginning, before its end, with the arguments in the locals and nothing
   *     on the stack
   */
  public Insertions withFrame(int at) {
    frameAt = at;
    return this;
  }

  boolean hasFrame() {
    return frameAt >= 0;
  }

  int frameAt() {
    return frameAt;
  }

  /** Where the label that was at {@code offset} is: before what is put before its instruction. */
  int moved(int offset) {
    int moved = offset + beginning.size();
    return places.length == 0 ? moved : moved + before.size() * placesBelow(offset);
  }

  /** Where the instruction that was at {@code offset} is. */
  int movedInstruction(int offset) {
    boolean isPlace = Arrays.binarySearch(places, offset) >= 0;
    return moved(offset) + (isPlace ? before.size() : 0);
  }

  private int placesBelow(int offset) {
    int found = Arrays.binarySearch(places, offset);
    return found >= 0 ? found : -found - 1;
  }
}
