package dev.weft.agent.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Reads one method. The call that a lambda or a new object is handed to is taken to be the next one
 * that has an argument of a fitting type.
 */
final class MethodReading extends MethodVisitor {
  private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";
  private static final int IMPLEMENTATION = 1;

  private final MethodId id;
  private final boolean isStatic;
  private final Consumer<MethodCode> whenRead;
  private final List<Call> calls = new ArrayList<>();
  private final List<Made> made = new ArrayList<>();
  private final List<Made> open = new ArrayList<>();
  private int line;

  MethodReading(MethodId id, boolean isStatic, Consumer<MethodCode> whenRead) {
    super(Opcodes.ASM9);
    this.id = id;
    this.isStatic = isStatic;
    this.whenRead = whenRead;
  }

  @Override
  public void visitLineNumber(int number, Label start) {
    line = number;
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    if (bootstrap.getOwner().equals(METAFACTORY)
        && arguments.length > IMPLEMENTATION
        && arguments[IMPLEMENTATION] instanceof Handle body) {
      MethodId run = new MethodId(body.getOwner(), body.getName(), body.getDesc());
      open.add(new Made(Type.getReturnType(descriptor).getInternalName(), run, line, null));
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    MethodId target = new MethodId(owner, name, descriptor);
    boolean isVirtual = opcode == Opcodes.INVOKEVIRTUAL || opcode == Opcodes.INVOKEINTERFACE;
    calls.add(new Call(target, line, isVirtual));
    close(target);
    if (name.equals("<init>")) {
      open.add(new Made(owner, null, line, null));
    }
  }

  private void close(MethodId target) {
    Type[] arguments = Type.getArgumentTypes(target.descriptor());
    for (Type argument : arguments) {
      if (argument.getSort() != Type.OBJECT || open.isEmpty()) {
        continue;
      }
      Made found = fitting(argument.getInternalName());
      if (found != null) {
        open.remove(found);
        made.add(found.handedTo(target));
      }
    }
  }

  /** The last lambda of that interface, or else the last object, whose class may have it. */
  private @Nullable Made fitting(String type) {
    for (int i = open.size() - 1; i >= 0; i--) {
      if (open.get(i).type().equals(type)) {
        return open.get(i);
      }
    }
    Made last = open.get(open.size() - 1);
    return last.body() == null ? last : null;
  }

  @Override
  public void visitEnd() {
    made.addAll(open);
    whenRead.accept(new MethodCode(id, isStatic, List.copyOf(calls), List.copyOf(made)));
  }
}
