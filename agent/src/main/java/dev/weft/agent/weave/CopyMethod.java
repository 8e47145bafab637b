package dev.weft.agent.weave;

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
 */
record CopyMethod(String owner, String copy, MethodNode node, MethodScan original, int place) {
  /** The parameter that holds the continuation. */
  int continuation() {
    return Stub.argumentSlots(original);
  }
}
