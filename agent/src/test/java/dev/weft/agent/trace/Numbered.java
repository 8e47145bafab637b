package dev.weft.agent.trace;

import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Class files in which every instruction has a line number of its own, so that a stack trace tells
 * which one it was.
 */
final class Numbered extends ClassLoader {
  /** An instruction of a class file as it was before. */
  record Place(byte[] classFile, String method, String descriptor, int instruction) {}

  private final Map<String, byte[]> numbered = new HashMap<>();
  private final Map<String, Place> places = new HashMap<>();

  Numbered(Map<String, byte[]> classFiles) {
    super(Numbered.class.getClassLoader());
    classFiles.forEach((name, classFile) -> numbered.put(name, number(name, classFile)));
  }

  private byte[] number(String name, byte[] classFile) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, 0);
    int line = 1;
    for (MethodNode method : node.methods) {
      int instruction = 0;
      for (AbstractInsnNode each : method.instructions.toArray()) {
        if (each instanceof LineNumberNode) {
          method.instructions.remove(each);
        } else if (each.getOpcode() >= 0) {
          LabelNode label = new LabelNode();
          method.instructions.insertBefore(each, label);
          method.instructions.insertBefore(each, new LineNumberNode(line, label));
          places.put(
              name + ":" + line, new Place(classFile, method.name, method.desc, instruction++));
          line++;
        }
      }
    }
    ClassWriter writer = new ClassWriter(0);
    node.accept(writer);
    return writer.toByteArray();
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] classFile = numbered.get(name);
    if (classFile == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, classFile, 0, classFile.length);
  }

  /** Where the exception was raised. */
  Place placeOf(Throwable raised) {
    StackTraceElement top = raised.getStackTrace()[0];
    Place place = places.get(top.getClassName() + ":" + top.getLineNumber());
    if (place == null) {
      throw new AssertionError("not raised in one of these classes", raised);
    }
    return place;
  }
}
