package dev.weft.agent.stub;

/**
 * Writes a StackMapTable with moved offsets, and the frame of the insertion first if there is one.
 *
 * <pre>
 * type      0..63     same                                type is the offset delta
 *           64..127   one on the stack       {V}          type - 64 is
 *           247       the same               u2 delta {V}
 *           248..251  fewer locals, or same  u2 delta
 *           252..254  more locals            u2 delta {V} once to three times
 *           255       in full                u2 delta u2 count {V} u2 count {V}
 * V         u1 tag, and u2 for 7: the class, for 8: the offset of the NEW
 * </pre>
 */
final class StackMaps {
  private static final int ONE_ON_STACK = 64;
  private static final int ONE_ON_STACK_FAR = 247;
  private static final int SAME_FAR = 251;
  private static final int FULL = 255;
  private static final int OBJECT = 7;
  private static final int UNINITIALIZED = 8;

  private final ClassFile file;
  private final Insertions insertions;
  private final Bytes out;
  private int at;
  private int offset = -1;
  private int written = -1;

  StackMaps(ClassFile file, Insertions insertions, Bytes out) {
    this.file = file;
    this.insertions = insertions;
    this.out = out;
  }

  void writeOnlyNew() {
    out.u2(1);
    writeNew();
  }

  /**
   * @param from where the number of frames is
   */
  void copy(int from) throws UnusualClassException {
    int count = file.u2(from);
    at = from + 2;
    if (insertions.hasFrame()) {
      out.u2(count + 1);
      writeNew();
    } else {
      out.u2(count);
    }
    for (int i = 0; i < count; i++) {
      copyFrame(file.bytes[at++] & 0xFF);
    }
  }

  private void writeNew() {
    written = insertions.frameAt();
    same(written);
  }

  private void copyFrame(int type) throws UnusualClassException {
    if (type < ONE_ON_STACK) {
      same(moved(type));
    } else if (type < 2 * ONE_ON_STACK) {
      oneOnStack(moved(type - ONE_ON_STACK));
      copyTypes(1);
    } else if (type >= ONE_ON_STACK_FAR) {
      out.u1(type).u2(moved(nextU2()));
      copyFarTypes(type);
    } else {
      throw new UnusualClassException("a frame of type " + type);
    }
  }

  private void copyFarTypes(int type) {
    if (type == ONE_ON_STACK_FAR) {
      copyTypes(1);
    } else if (type == FULL) {
      copyCountedTypes();
      copyCountedTypes();
    } else if (type > SAME_FAR) {
      copyTypes(type - SAME_FAR);
    }
  }

  private void same(int delta) {
    if (delta < ONE_ON_STACK) {
      out.u1(delta);
    } else {
      out.u1(SAME_FAR).u2(delta);
    }
  }

  private void oneOnStack(int delta) {
    if (delta < ONE_ON_STACK) {
      out.u1(ONE_ON_STACK + delta);
    } else {
      out.u1(ONE_ON_STACK_FAR).u2(delta);
    }
  }

  /** From the distance to the frame before to that to the one that was written before. */
  private int moved(int delta) {
    offset += delta + 1;
    int last = written;
    written = insertions.moved(offset);
    return written - last - 1;
  }

  private int nextU2() {
    at += 2;
    return file.u2(at - 2);
  }

  private void copyCountedTypes() {
    int count = nextU2();
    out.u2(count);
    copyTypes(count);
  }

  private void copyTypes(int count) {
    for (int i = 0; i < count; i++) {
      int tag = file.bytes[at++];
      out.u1(tag);
      if (tag == OBJECT) {
        out.u2(nextU2());
      } else if (tag == UNINITIALIZED) {
        out.u2(insertions.movedInstruction(nextU2()));
      }
    }
  }
}
