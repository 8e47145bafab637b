package dev.weft.agent.trace;

import java.util.StringJoiner;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Classes and members as HotSpot's messages write them. */
final class Names {
  private static final String PACKAGE = "java.lang.";

  private Names() {}

  static String method(MethodInsnNode call) {
    StringJoiner parameters = new StringJoiner(", ", "(", ")");
    for (Type type : Type.getArgumentTypes(call.desc)) {
      parameters.add(parameter(type));
    }
    return owner(call.owner) + "." + call.name + parameters;
  }

  static String staticField(FieldInsnNode access) {
    return owner(access.owner) + "." + access.name;
  }

  /** An array's name stays the descriptor that it is in the class file. */
  private static String owner(String internalName) {
    String name = internalName.replace('/', '.');
    return name.equals("java.lang.Object") || name.equals("java.lang.String")
        ? name.substring(PACKAGE.length())
        : name;
  }

  /**
   * Loses its package where it begins like Object or String: HotSpot shortens {@code
   * java.lang.StringBuilder} too.
   */
  private static String parameter(Type type) {
    String name = type.getClassName();
    return name.startsWith("java.lang.Object") || name.startsWith("java.lang.String")
        ? name.substring(PACKAGE.length())
        : name;
  }
}
