package dev.weft.agent.weave;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodInsnNode;

class SeenClassesTest {
  @SuppressWarnings("unused") // only looked at
  static class Seen {
    static int leaf(int i) {
      return i + 1;
    }

    int open() {
      return 1;
    }

    final int closed() {
      return 2;
    }

    static void suspends(Runnable task) {
      task.run();
    }
  }

  private final SeenClasses seen = new SeenClasses();

  @Test
  void knowsWhatCameBefore() throws IOException {
    int before = seen.count();
    seen.add(ByteStubs.scan(classFile()));
    MethodInsnNode call = call(Opcodes.INVOKESTATIC, "leaf", "(I)I");
    assertTrue(seen.isLeaf(call, seen.count()));
    assertFalse(seen.isLeaf(call, before));
  }

  @Test
  void knowsWhichTargetIsSure() throws IOException {
    seen.add(ByteStubs.scan(classFile()));
    int last = seen.count();
    assertTrue(seen.isLeaf(call(Opcodes.INVOKEVIRTUAL, "closed", "()I"), last));
    assertTrue(seen.isLeaf(call(Opcodes.INVOKESPECIAL, "open", "()I"), last));
    assertFalse(seen.isLeaf(call(Opcodes.INVOKEVIRTUAL, "open", "()I"), last));
    assertFalse(
        seen.isLeaf(call(Opcodes.INVOKESTATIC, "suspends", "(Ljava/lang/Runnable;)V"), last));
    assertFalse(seen.isLeaf(call(Opcodes.INVOKESTATIC, "leaf", "(J)I"), last));
  }

  private static MethodInsnNode call(int opcode, String name, String descriptor) {
    return new MethodInsnNode(opcode, Type.getInternalName(Seen.class), name, descriptor, false);
  }

  private static byte[] classFile() throws IOException {
    try (InputStream in =
        Seen.class.getResourceAsStream("/" + Type.getInternalName(Seen.class) + ".class")) {
      return in.readAllBytes();
    }
  }
}
