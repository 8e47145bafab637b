package dev.weft.agent.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The operand stack before each instruction, as far as HotSpot works it out: in passes over the
 * code from its beginning, until every instruction has a stack or the one of interest has been
 * reached. So a jump back to an instruction before that one is often not taken into account; that,
 * and the order in which stacks are merged, shows in the messages.
 */
final class StackSimulation {
  /** Gives up beyond so many slots in all the stacks. */
  private static final int MAX_SLOTS = 1_000_000;

  private final MethodCode code;
  private final @Nullable OperandStack[] stacks;
  private int slots;
  private boolean foundOne;

  private StackSimulation(MethodCode code) {
    this.code = code;
    this.stacks = new OperandStack[code.length() + 1];
  }

  static StackSimulation run(MethodCode code, int instruction) {
    StackSimulation simulation = new StackSimulation(code);
    simulation.begin();
    boolean again = true;
    while (again) {
      again = simulation.pass(instruction);
    }
    return simulation;
  }

  /**
   * @return null if no path to it was seen
   */
  @Nullable OperandStack before(int instruction) {
    return stacks[instruction];
  }

  private void begin() {
    stacks[0] = new OperandStack();
    for (int handler : code.handlers()) {
      if (stacks[handler] == null) {
        OperandStack caught = new OperandStack();
        caught.push(handler, 1);
        stacks[handler] = caught;
      }
    }
  }

  /**
   * @return whether a further pass may find more
   */
  private boolean pass(int wanted) {
    boolean complete = true;
    foundOne = false;
    for (int i = 0; i < code.length(); i++) {
      OperandStack before = stacks[i];
      if (before == null) {
        complete = false;
      } else {
        step(i, before.copy());
      }
      if (i + 1 == wanted && stacks[wanted] != null || slots > MAX_SLOTS) {
        return false;
      }
    }
    return !complete && foundOne;
  }

  /** Each place that the instruction leads to also sees what was merged at the ones before it. */
  private void step(int i, OperandStack stack) {
    AbstractInsnNode instruction = code.at(i);
    apply(instruction, i, stack);
    if (!endsFlow(instruction.getOpcode())) {
      flow(i + 1, stack);
    }
    if (instruction instanceof JumpInsnNode jump) {
      flow(code.position(jump.label), stack);
    } else if (instruction instanceof TableSwitchInsnNode choice) {
      flow(choice.dflt, choice.labels, stack);
    } else if (instruction instanceof LookupSwitchInsnNode choice) {
      flow(choice.dflt, choice.labels, stack);
    }
  }

  /** A switch leads on to the next instruction too, in HotSpot's view. */
  private static boolean endsFlow(int opcode) {
    return opcode == Opcodes.GOTO
        || opcode == Opcodes.JSR
        || opcode == Opcodes.RET
        || opcode == Opcodes.ATHROW
        || (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN);
  }

  private void flow(LabelNode otherwise, List<LabelNode> labels, OperandStack stack) {
    flow(code.position(otherwise), stack);
    for (LabelNode label : labels) {
      flow(code.position(label), stack);
    }
  }

  private void flow(int target, OperandStack stack) {
    OperandStack there = stacks[target];
    if (there == null) {
      foundOne = true;
      slots += stack.size();
    } else {
      stack.merge(there);
    }
    stacks[target] = stack.copy();
  }

  private static void apply(AbstractInsnNode instruction, int i, OperandStack stack) {
    int opcode = instruction.getOpcode();
    switch (opcode) {
      case Opcodes.DUP, Opcodes.DUP_X1, Opcodes.DUP_X2 -> stack.duplicate(1, opcode - Opcodes.DUP);
      case Opcodes.DUP2, Opcodes.DUP2_X1, Opcodes.DUP2_X2 ->
          stack.duplicate(2, opcode - Opcodes.DUP2);
      case Opcodes.SWAP -> stack.swap();
      default -> {
        if (opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE) {
          stack.setWritten(((VarInsnNode) instruction).var);
        }
        stack.pop(StackEffect.pops(instruction));
        stack.push(i, StackEffect.pushes(instruction));
      }
    }
  }
}
