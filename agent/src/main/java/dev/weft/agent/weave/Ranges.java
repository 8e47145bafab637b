package dev.weft.agent.weave;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** A method's exception table by instruction index. */
final class Ranges {
  private final MethodNode method;

  Ranges(MethodNode method) {
    this.method = method;
  }

  /** The table's entries that cover an instruction, in the table's order. */
  List<TryCatchBlockNode> covering(int index) {
    List<TryCatchBlockNode> found = new ArrayList<>(2);
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      if (method.instructions.indexOf(block.start) <= index
          && index < method.instructions.indexOf(block.end)) {
        found.add(block);
      }
    }
    return found;
  }
}
