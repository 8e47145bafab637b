package dev.weft.agent.weave;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the stub of a method before its body, which stays as it is. As Java, for {@code long
 * total(Order o, int n) {...}} of Orders:
 *
 * <pre>
 *   ContinuationCore c;
 *   if (ThreadSlot.inUse && (c = Hooks.entering()) != null) {
 *     return Copy.total$3(this, o, n, c);       // linked by Copies.link when it is first reached
 *   }
 *   ...                                         // the body
 * </pre>
 *
 * The stub stands before the first entry of the line number table, so its frame has no line: that
 * is how a stack trace tells it. Class files before 51 have no dynamic calls; there the arguments
 * travel in an array:
 *
 * <pre>
 *     return (Long) Copies.call(VERSION, PLACE, STATIC, new Object[] {this, o, n}, c);
 * </pre>
 */
final class Stub extends MethodVisitor {
  static final String COPIES = "dev/weft/core/Copies";
  static final String SLOT = "dev/weft/core/ThreadSlot";
  static final String IN_USE = "inUse";
  static final String CORE_DESC = "L" + Code.CORE + ";";
  static final String LINK =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;III)"
          + "Ljava/lang/invoke/CallSite;";
  private static final String CALL = "(III[Ljava/lang/Object;" + CORE_DESC + ")Ljava/lang/Object;";

  private final MethodScan method;
  private final String owner;
  private final int classVersion;
  private final int version;
  private final int place;
  private int stack;

  /**
   * @param owner internal name of the class
   * @param classVersion major version of the class file
   * @param version of the class, by which its copy is found
   * @param place of the method in it
   */
  Stub(
      MethodVisitor next,
      MethodScan method,
      String owner,
      int classVersion,
      int version,
      int place) {
    super(Opcodes.ASM9, next);
    this.method = method;
    this.owner = owner;
    this.classVersion = classVersion;
    this.version = version;
    this.place = place;
  }

  /** Slots of the receiver, if there is one, and the arguments. */
  static int argumentSlots(MethodScan method) {
    int withReceiver = Type.getArgumentsAndReturnSizes(method.descriptor) >> 2;
    return method.isStatic() ? withReceiver - 1 : withReceiver;
  }

  /** The descriptor of a method's copy. */
  static String copyDescriptor(String owner, MethodScan method) {
    String own = method.descriptor;
    int end = own.indexOf(')');
    StringBuilder copy = new StringBuilder(own.length() + owner.length() + CORE_DESC.length() + 2);
    copy.append('(');
    if (!method.isStatic()) {
      copy.append('L').append(owner).append(';');
    }
    return copy.append(own, 1, end).append(CORE_DESC).append(own, end, own.length()).toString();
  }

  /** The descriptor by which a stub calls the copy ({@link Erasure}). */
  static String erasedDescriptor(String owner, MethodScan method) {
    return Erasure.ofMethod(copyDescriptor(owner, method), owner);
  }

  @Override
  public void visitCode() {
    super.visitCode();
    Label plain = new Label();
    super.visitFieldInsn(Opcodes.GETSTATIC, SLOT, IN_USE, "Z");
    super.visitJumpInsn(Opcodes.IFEQ, plain);
    super.visitMethodInsn(Opcodes.INVOKESTATIC, Code.HOOKS, "entering", "()" + CORE_DESC, false);
    super.visitInsn(Opcodes.DUP);
    super.visitVarInsn(Opcodes.ASTORE, method.maxLocals);
    super.visitJumpInsn(Opcodes.IFNULL, plain);
    if (classVersion >= Opcodes.V1_7) {
      callLinked();
    } else {
      callByArray();
    }
    super.visitInsn(Type.getReturnType(method.descriptor).getOpcode(Opcodes.IRETURN));
    super.visitLabel(plain);
    if (classVersion >= Opcodes.V1_6) {
      super.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    }
    super.visitInsn(Opcodes.NOP); // the body may begin with a frame of its own
  }

  private void callLinked() {
    int local = 0;
    if (!method.isStatic()) {
      super.visitVarInsn(Opcodes.ALOAD, local++);
    }
    for (Type argument : Type.getArgumentTypes(method.descriptor)) {
      super.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), local);
      local += argument.getSize();
    }
    super.visitVarInsn(Opcodes.ALOAD, method.maxLocals);
    stack = local + 1;
    super.visitInvokeDynamicInsn(
        method.name,
        erasedDescriptor(owner, method),
        new Handle(Opcodes.H_INVOKESTATIC, COPIES, "link", LINK, false),
        version,
        place,
        method.isStatic() ? 1 : 0);
    Type result = Type.getReturnType(method.descriptor);
    if (!Erasure.of(result, owner).equals(result)) {
      super.visitTypeInsn(Opcodes.CHECKCAST, result.getInternalName());
    }
  }

  private void callByArray() {
    Boxing boxing = new Boxing(mv);
    boxing.push(version);
    boxing.push(place);
    boxing.push(method.isStatic() ? 1 : 0);
    boxing.pushArguments(method.isStatic(), method.descriptor);
    super.visitVarInsn(Opcodes.ALOAD, method.maxLocals);
    super.visitMethodInsn(Opcodes.INVOKESTATIC, COPIES, "call", CALL, false);
    boxing.unbox(Type.getReturnType(method.descriptor));
    stack = 9;
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(Math.max(maxStack, Math.max(stack, 2)), maxLocals + 1);
  }
}
