package dev.weft.agent.detect;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Puts calls of {@code dev.weft.detect.Tasks} into one method. By row:
 *
 * <pre>
 *   RUN     this.callable = Tasks.carryCallable(callable);      // by the field's type
 *   TASK    this.task = Tasks.carry(task);
 *   QUEUE   queue.offer(Tasks.carry(task));  Tasks.remove(queue, task) for queue.remove(task)
 *   TAKE    Tasks.submitted(task); ..
 *   REFUSE  Tasks.rejected(task); ..
 *   REMOVE  removed = queue.remove(task); Tasks.removed(removed, task);
 *   WORK    Tasks.begin(task); task.run(); Tasks.end();
 * </pre>
 *
 * In WORK nothing is caught: what a task throws ends its thread. Stack maps stay as they are.
 */
final class SubmissionRewrite extends MethodVisitor {
  private static final String TASKS = "dev/weft/detect/Tasks";
  private static final String RUNNABLE = "Ljava/lang/Runnable;";
  private static final String TAKES_RUNNABLE = "(" + RUNNABLE + ")V";
  private static final String QUEUES = "(Ljava/lang/Object;)Z";
  private static final int SLOTS = 2;

  private final Submission row;
  private final String className;

  /**
   * @param className that of the row's owner, or of its copy in other packages
   */
  SubmissionRewrite(MethodVisitor next, Submission row, String className) {
    super(HookRewrite.ASM, next);
    this.row = row;
    this.className = className;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    switch (row.how()) {
      case TAKE -> callWithTask("submitted", TAKES_RUNNABLE);
      case REFUSE -> callWithTask("rejected", TAKES_RUNNABLE);
      default -> {}
    }
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String type) {
    if (opcode == Opcodes.PUTFIELD
        && row.isOfField()
        && owner.equals(className)
        && name.equals(row.member())) {
      boolean withPlace = row.how() == Submission.How.TASK;
      call(withPlace ? "carry" : "carry" + simpleName(type), "(" + type + ")" + type);
    }
    super.visitFieldInsn(opcode, owner, name, type);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String type, boolean isInterface) {
    boolean isQueue = isInterface && owner.endsWith("Queue") && type.equals(QUEUES);
    boolean isRun = isInterface && owner.equals("java/lang/Runnable") && name.equals("run");
    if (row.how() == Submission.How.QUEUE && isQueue && name.equals("remove")) {
      call("remove", "(Ljava/util/Queue;Ljava/lang/Object;)Z");
      return;
    }
    if (row.how() == Submission.How.QUEUE && isQueue && name.equals("offer")) {
      call("carry", "(" + RUNNABLE + ")" + RUNNABLE);
    }
    if (row.how() == Submission.How.WORK && isRun) {
      super.visitInsn(Opcodes.DUP);
      call("begin", TAKES_RUNNABLE);
    }
    super.visitMethodInsn(opcode, owner, name, type, isInterface);
    if (row.how() == Submission.How.WORK && isRun) {
      call("end", "()V");
    }
    if (row.how() == Submission.How.REMOVE && isQueue && name.equals("remove")) {
      super.visitInsn(Opcodes.DUP);
      callWithTask("removed", "(Z" + RUNNABLE + ")V");
    }
  }

  private static String simpleName(String type) {
    return type.substring(type.lastIndexOf('/') + 1, type.length() - 1);
  }

  /** The task is the method's first argument. */
  private void callWithTask(String name, String type) {
    super.visitVarInsn(Opcodes.ALOAD, 1);
    call(name, type);
  }

  private void call(String name, String type) {
    super.visitMethodInsn(Opcodes.INVOKESTATIC, TASKS, name, type, false);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(maxStack + SLOTS, maxLocals);
  }
}
