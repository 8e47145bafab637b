package dev.weft.agent.weave;

import java.util.List;
import org.objectweb.asm.tree.MethodNode;

/**
 * A method on its way into the copy.
 *
 * @param owner internal name of the original
 * @param copy internal name of the copy
 * @param node its code, static already: the receiver is the first parameter, the continuation the
 *     last
 * @param original as it is in the original
 * @param place in the original's class file
 * @param casts of parameters that travel as Object
 */
record CopyMethod(
    String owner, String copy, MethodNode node, MethodScan original, int place, List<Cast> casts) {
  /** A parameter, and the type that it has in the original. */
  record Cast(int local, String type) {}

  /** The parameter that holds the continuation. */
  int continuation() {
    return Stub.argumentSlots(original);
  }
}
