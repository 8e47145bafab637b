package dev.weft.agent.detect;

import dev.weft.agent.report.FrameInfo;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Where a method that waits in a synchronized region has entered it: by its class file. */
final class MonitorPlaces {
  private final ClassFiles classFiles;

  MonitorPlaces(ClassFiles classFiles) {
    this.classFiles = classFiles;
  }

  /**
   * The frame with the line of the {@code synchronized} block; of a synchronized method, and where
   * the class file does not say, the frame itself.
   */
  FrameInfo of(StackTraceElement frame) {
    byte[] classFile = classFiles.of(Set.of(frame.getClassName())).get(frame.getClassName());
    int line = classFile == null ? 0 : lineOf(classFile, frame);
    return new FrameInfo(
        frame.getClassName(),
        frame.getMethodName(),
        frame.getFileName(),
        line > 0 ? line : frame.getLineNumber());
  }

  private static int lineOf(byte[] classFile, StackTraceElement frame) {
    int[] found = new int[1];
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(HookRewrite.ASM) {
              @Override
              public @Nullable MethodVisitor visitMethod(
                  int access, String name, String type, String signature, String[] exceptions) {
                return name.equals(frame.getMethodName())
                    ? new Entries(frame.getLineNumber(), found)
                    : null;
              }
            },
            ClassReader.SKIP_FRAMES);
    return found[0];
  }

  /** Finds the last entry before a line, of those that have not been left there. */
  private static final class Entries extends MethodVisitor {
    private final int wanted;
    private final int[] found;
    private final Deque<Integer> entered = new ArrayDeque<>();
    private final Set<Label> handlers = new HashSet<>();
    private int line;

    /** Whether it is code for exceptions, which leaves what the code before has left too. */
    private boolean isHandler;

    Entries(int wanted, int[] found) {
      super(HookRewrite.ASM);
      this.wanted = wanted;
      this.found = found;
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
      if (type == null) {
        handlers.add(handler);
      }
    }

    @Override
    public void visitLabel(Label label) {
      isHandler |= handlers.contains(label);
    }

    @Override
    public void visitLineNumber(int number, Label start) {
      line = number;
      if (number == wanted && found[0] == 0 && !entered.isEmpty()) {
        found[0] = entered.peek();
      }
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.MONITORENTER) {
        entered.push(line);
        if (line == wanted && found[0] == 0) {
          found[0] = line;
        }
      } else if (opcode == Opcodes.MONITOREXIT && !isHandler) {
        entered.poll();
      } else if (opcode == Opcodes.ATHROW) {
        isHandler = false;
      }
    }
  }
}
