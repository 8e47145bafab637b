package dev.weft.agent.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FrameNode;

/**
 * The locals that weaving adds behind a method's own, and stack map frames that know them.
 *
 * @param continuation the mounted continuation; assigned in the prologue, so in every frame
 * @param entry the entry state; likewise
 */
record AddedLocals(int continuation, int entry) {

  static AddedLocals behind(int maxLocals) {
    return new AddedLocals(maxLocals, maxLocals + 1);
  }

  /** Out of line: the position of the suspend point that is captured or resumed. */
  int position() {
    return entry + 1;
  }

  /** Out of line: the saved frame that is being restored. */
  int frame() {
    return entry + 2;
  }

  /** From here on: operands and arguments on their way. */
  int firstTemporary() {
    return entry + 3;
  }

  /**
   * @param slots one entry a slot, completed by the locals that every frame has; modified
   */
  List<Object> complete(List<Object> slots) {
    pad(slots, continuation);
    slots.add(Code.CORE);
    slots.add(Opcodes.INTEGER);
    return Types.compact(slots);
  }

  FrameNode frame(List<Object> slots, List<Object> stack) {
    return node(complete(new ArrayList<>(slots)), stack);
  }

  /**
   * A frame of given locals, temporaries perhaps among them.
   *
   * @param withPosition whether {@link #position} is assigned too
   */
  FrameNode frame(SortedMap<Integer, Object> locals, boolean withPosition, List<Object> stack) {
    List<Object> slots = new ArrayList<>();
    addAll(slots, locals.headMap(continuation));
    pad(slots, continuation);
    slots.add(Code.CORE);
    slots.add(Opcodes.INTEGER);
    if (withPosition) {
      slots.add(Opcodes.INTEGER);
    }
    addAll(slots, locals.tailMap(continuation));
    return node(Types.compact(slots), stack);
  }

  private static void addAll(List<Object> slots, SortedMap<Integer, Object> locals) {
    locals.forEach(
        (index, type) -> {
          pad(slots, index);
          slots.add(type);
          if (Types.isWide(type)) {
            slots.add(Opcodes.TOP);
          }
        });
  }

  private static void pad(List<Object> slots, int size) {
    while (slots.size() < size) {
      slots.add(Opcodes.TOP);
    }
  }

  private static FrameNode node(List<Object> locals, List<Object> stack) {
    return new FrameNode(
        Opcodes.F_NEW, locals.size(), locals.toArray(), stack.size(), stack.toArray());
  }
}
