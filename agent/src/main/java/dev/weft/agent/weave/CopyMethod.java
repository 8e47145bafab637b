package dev.weft.agent.weave;

import java.util.List;
import org.objectweb.asm.Type;
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
    return argumentSlots(original);
  }

  /** Slots of the receiver, if there is one, and the arguments. */
  static int argumentSlots(MethodScan method) {
    int withReceiver = Type.getArgumentsAndReturnSizes(method.descriptor) >> 2;
    return method.isStatic() ? withReceiver - 1 : withReceiver;
  }

  /** The descriptor of a method's copy, with the types of the original. */
  static String descriptor(String owner, MethodScan method) {
    String own = method.descriptor;
    int end = own.indexOf(')');
    String receiver = method.isStatic() ? "" : "L" + owner + ";";
    return "(" + receiver + own.substring(1, end) + "L" + Code.CORE + ";" + own.substring(end);
  }
}
