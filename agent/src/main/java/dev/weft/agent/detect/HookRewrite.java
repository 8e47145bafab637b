package dev.weft.agent.detect;

import dev.weft.agent.detect.Hook.How;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Puts the hooks of one class of the JDK into its methods. Changes bodies only. */
final class HookRewrite {
  static final int ASM = Opcodes.ASM9;

  private final byte[] classFile;
  private final List<Hook> hooks;

  /** The hook for each method, by name and descriptor. */
  private final Map<String, Hook> byMethod = new HashMap<>();

  private final Set<Hook> found = new HashSet<>();

  HookRewrite(byte[] classFile, List<Hook> hooks) {
    this.classFile = classFile;
    this.hooks = hooks;
  }

  byte[] apply() {
    ClassReader reader = new ClassReader(classFile);
    reader.accept(new Finder(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new Inserter(writer), 0);
    return writer.toByteArray();
  }

  /** Those of which this JDK has something. */
  Set<Hook> found() {
    return found;
  }

  private static boolean hasCode(int access) {
    return (access & (Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT)) == 0;
  }

  /** Fills {@link #byMethod}. */
  private final class Finder extends ClassVisitor {
    private final boolean looksAtCalls = looksAtCalls();
    private final Set<String> natives = new HashSet<>();

    /** Calls of members, which count if those are native. */
    private final List<MemberCall> memberCalls = new ArrayList<>();

    Finder() {
      super(ASM);
    }

    private boolean looksAtCalls() {
      for (Hook hook : hooks) {
        if (!hook.isOfBodies()) {
          return true;
        }
      }
      return false;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access, String method, String type, String signature, String[] exceptions) {
      if ((access & Opcodes.ACC_NATIVE) != 0) {
        natives.add(method + type);
      }
      if (!hasCode(access) || method.equals("<init>")) {
        return null;
      }
      for (Hook hook : hooks) {
        if (hook.isOfBodies() && hook.names(method, type)) {
          note(hook, method + type);
        }
      }
      return looksAtCalls ? new Calling(method + type) : null;
    }

    @Override
    public void visitEnd() {
      for (MemberCall call : memberCalls) {
        if (natives.contains(call.member)) {
          note(call.hook, call.caller);
        }
      }
    }

    private void note(Hook hook, String method) {
      byMethod.putIfAbsent(method, hook);
      found.add(hook);
    }

    private final class Calling extends MethodVisitor {
      private final String caller;

      Calling(String caller) {
        super(ASM);
        this.caller = caller;
      }

      @Override
      public void visitMethodInsn(
          int opcode, String owner, String name, String descriptor, boolean isInterface) {
        for (Hook hook : hooks) {
          if (hook.isOfCallers() && owner.equals(hook.owner()) && hook.names(name, descriptor)) {
            memberCalls.add(new MemberCall(hook, caller, name + descriptor));
          } else if (hook.isSite(owner, name, descriptor)) {
            found.add(hook);
          }
        }
      }
    }
  }

  /** A call of a hook's member by its own class. */
  private record MemberCall(Hook hook, String caller, String member) {}

  private final class Inserter extends ClassVisitor {
    private final List<Hook> calls = new ArrayList<>();
    private boolean hasFrames;

    Inserter(ClassVisitor next) {
      super(ASM, next);
      for (Hook hook : hooks) {
        if (hook.surroundsCalls()) {
          calls.add(hook);
        }
      }
    }

    @Override
    public void visit(
        int version, int access, String name, String signature, String superName, String[] faces) {
      hasFrames = (version & 0xffff) >= Opcodes.V1_6;
      super.visit(version, access, name, signature, superName, faces);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String type, String signature, String[] exceptions) {
      MethodVisitor writer = super.visitMethod(access, name, type, signature, exceptions);
      MethodVisitor next =
          calls.isEmpty() || !hasCode(access) ? writer : new SiteCalls(writer, calls);
      Hook hook = hasCode(access) ? byMethod.get(name + type) : null;
      if (hook == null) {
        return next;
      }
      int first = (access & Opcodes.ACC_STATIC) != 0 ? 0 : 1;
      String receiver = first == 0 ? null : hook.owner();
      return switch (hook.how()) {
        case BEGIN, END, BEGIN_ALWAYS, END_ALWAYS -> new Prologue(next, hook, first);
        case WRITE -> new Wrapped(next, new Calls.Write(hook.id()), hasFrames, type, receiver);
        default -> new Wrapped(next, new Calls.Blocking(hook.id()), hasFrames, type, receiver);
      };
    }
  }

  /** A call of the hook at the method's beginning. */
  private static final class Prologue extends MethodVisitor {
    private final Hook hook;
    private final int firstArgument;

    Prologue(MethodVisitor next, Hook hook, int firstArgument) {
      super(ASM, next);
      this.hook = hook;
      this.firstArgument = firstArgument;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      String name = hook.isEnd() ? "exit" : "enter";
      if (hook.how() == How.BEGIN || hook.how() == How.END) {
        super.visitVarInsn(Opcodes.ILOAD, firstArgument);
        Calls.push(mv, hook.id());
        Calls.call(mv, name + "If", "(ZI)V");
      } else {
        Calls.push(mv, hook.id());
        Calls.call(mv, name, "(I)V");
      }
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      super.visitMaxs(Math.max(maxStack, 2), maxLocals);
    }
  }
}
