package dev.weft.agent.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** The instructions of one method, counted from 0; labels, frames and lines do not count. */
final class MethodCode {
  private final MethodNode method;
  private final List<AbstractInsnNode> instructions = new ArrayList<>();
  private final Map<LabelNode, Integer> positions = new HashMap<>();

  private MethodCode(MethodNode method) {
    this.method = method;
    for (AbstractInsnNode node : method.instructions) {
      if (node instanceof LabelNode label) {
        positions.put(label, instructions.size());
      } else if (node.getOpcode() >= 0) {
        instructions.add(node);
      }
    }
  }

  /**
   * @return null if the class has no such method
   */
  static @Nullable MethodCode read(byte[] classFile, String method, String descriptor) {
    Finder finder = new Finder(method, descriptor);
    new ClassReader(classFile).accept(finder, ClassReader.SKIP_FRAMES);
    return finder.found == null ? null : new MethodCode(finder.found);
  }

  int length() {
    return instructions.size();
  }

  AbstractInsnNode at(int instruction) {
    return instructions.get(instruction);
  }

  /** The first instruction after the label; {@link #length()} if there is none. */
  int position(LabelNode label) {
    Integer position = positions.get(label);
    if (position == null) {
      throw new IllegalArgumentException("label of another method");
    }
    return position;
  }

  /** Where the handlers begin, in the order of the exception table. */
  List<Integer> handlers() {
    List<Integer> starts = new ArrayList<>();
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      starts.add(position(block.handler));
    }
    return starts;
  }

  /**
   * The name of the variable that the instruction loads: of the source where the class file tells
   * it, or else as well as can be said.
   *
   * @param written whether the variable's slot may have been written since the method began
   */
  String nameOfLocal(int instruction, int slot, boolean written) {
    for (LocalVariableNode local : localsOfSource()) {
      if (local.index == slot
          && instruction >= position(local.start)
          && instruction < position(local.end)) {
        return local.name;
      }
    }
    if (!written) {
      if (slot == 0 && !isStatic()) {
        return "this";
      }
      int parameter = parameterIn(slot);
      if (parameter > 0) {
        return "<parameter" + parameter + ">";
      }
    }
    return "<local" + slot + ">";
  }

  private List<LocalVariableNode> localsOfSource() {
    return method.localVariables == null ? List.of() : method.localVariables;
  }

  /**
   * @return counted from 1; 0 if the slot is no parameter's
   */
  private int parameterIn(int slot) {
    int start = isStatic() ? 0 : 1;
    int number = 1;
    for (Type type : Type.getArgumentTypes(method.desc)) {
      if (slot >= start && slot < start + type.getSize()) {
        return number;
      }
      start += type.getSize();
      number++;
    }
    return 0;
  }

  private boolean isStatic() {
    return (method.access & Opcodes.ACC_STATIC) != 0;
  }

  private static final class Finder extends ClassVisitor {
    private final String wantedName;
    private final String wantedType;
    @Nullable MethodNode found;

    Finder(String wantedName, String wantedType) {
      super(Opcodes.ASM9);
      this.wantedName = wantedName;
      this.wantedType = wantedType;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String type,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      if (!name.equals(wantedName) || !type.equals(wantedType)) {
        return null;
      }
      found = new MethodNode(Opcodes.ASM9, access, name, type, signature, exceptions);
      return found;
    }
  }
}
