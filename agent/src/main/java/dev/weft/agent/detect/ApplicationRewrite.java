package dev.weft.agent.detect;

import dev.weft.agent.report.Kind;
import dev.weft.agent.rules.Rules;
import dev.weft.detect.Hooks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Rewrites a class of the application or of a library: turns of event loops, annotated methods,
 * call sites of native methods. Changes bodies only.
 */
final class ApplicationRewrite {
  private static final String ANNOTATIONS = "Lorg/jetbrains/annotations/";
  private static final Calls.Pair NON_BLOCKING = new Calls.Scope("begin", "end");
  private static final Calls.Pair BLOCKING = new Calls.Blocking(Hooks.DECLARED);

  private final ClassReader reader;
  private final Rules rules;
  private final List<Hook> sites;
  private final boolean throwsErrors;

  /** By name and descriptor. */
  private final Map<String, Calls.Pair> pairs = new HashMap<>();

  private boolean changed;
  private boolean beginsTurns;

  /**
   * @param rules some of which may call methods blocking
   * @param sites the hooks whose call sites are surrounded
   * @param throwsErrors whether calls of the JDK are asked about
   */
  ApplicationRewrite(byte[] classFile, Rules rules, List<Hook> sites, boolean throwsErrors) {
    this.reader = new ClassReader(classFile);
    this.rules = rules;
    this.sites = sites;
    this.throwsErrors = throwsErrors;
  }

  /** The new class file, or null if there is nothing to change. */
  byte @Nullable [] apply() {
    reader.accept(new Finder(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new Inserter(writer), 0);
    return changed ? writer.toByteArray() : null;
  }

  /** Whether the class runs what must not block. */
  boolean beginsTurns() {
    return beginsTurns;
  }

  private static Calls.@Nullable Pair ofAnnotation(String type) {
    return switch (type) {
      case ANNOTATIONS + "NonBlocking;" -> NON_BLOCKING;
      case ANNOTATIONS + "Blocking;" -> BLOCKING;
      case "Ldev/weft/detect/BlockingAllowed;" -> Calls.ALLOWED;
      default -> null;
    };
  }

  /** Finds the methods to wrap. */
  private final class Finder extends ClassVisitor {
    private final JdbcMethods jdbc = new JdbcMethods(reader.getClassName(), reader.getSuperName());
    private Calls.@Nullable Pair ofClass;

    Finder() {
      super(HookRewrite.ASM);
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String type, boolean visible) {
      Calls.Pair pair = ofAnnotation(type);
      ofClass = pair != null ? pair : ofClass;
      return null;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String method, String type, String signature, String[] exceptions) {
      note(method, type, Turns.of(reader.getClassName(), method, type));
      note(method, type, ofRule(method));
      jdbc.see(access, method, type);
      boolean isSynthetic = (access & Opcodes.ACC_SYNTHETIC) != 0;
      note(method, type, isSynthetic ? null : ofClass);
      return new MethodVisitor(HookRewrite.ASM) {
        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
          note(method, type, ofAnnotation(annotation));
          return null;
        }

        @Override
        public void visitMethodInsn(
            int opcode, String owner, String name, String descriptor, boolean isInterface) {
          boolean isReady = Turns.isReadyCall(reader.getClassName(), name, descriptor);
          note(method, type, isReady ? Turns.ready() : null);
        }
      };
    }

    @Override
    public void visitEnd() {
      jdbc.found().forEach(method -> pairs.putIfAbsent(method, JdbcMethods.CALL));
    }

    private Calls.@Nullable Pair ofRule(String method) {
      if (!rules.declareMethods()) {
        return null;
      }
      Kind kind = rules.blocking(reader.getClassName().replace('/', '.'), method);
      return kind == null ? null : new Calls.Blocking(DeclaredByRule.hook(kind));
    }

    private void note(String method, String type, Calls.@Nullable Pair pair) {
      if (pair != null && !method.startsWith("<")) {
        pairs.put(method + type, pair);
        noteFrames(method, pair);
      }
    }
  }

  private void noteFrames(String method, Calls.Pair pair) {
    if (pair == Calls.ALLOWED) {
      TurnFrames.addAllowed(reader.getClassName(), method);
    } else if (!(pair instanceof Calls.Blocking)) {
      TurnFrames.add(reader.getClassName(), method);
      beginsTurns = true;
    }
  }

  private final class Inserter extends ClassVisitor {
    private boolean hasFrames;

    Inserter(ClassVisitor next) {
      super(HookRewrite.ASM, next);
    }

    @Override
    public void visit(
        int version, int access, String name, String signature, String superName, String[] faces) {
      hasFrames = (version & 0xffff) >= Opcodes.V1_6;
      super.visit(version, access, name, signature, superName, faces);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access, String name, String type, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, type, signature, exceptions);
      if ((access & (Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT)) != 0) {
        return next;
      }
      MethodVisitor submissions = Submissions.inMethod(reader.getClassName(), name, next);
      MethodVisitor tasks = Turns.ofTasks(reader.getClassName(), access, submissions);
      changed |= tasks != next;
      beginsTurns |= tasks != submissions;
      MethodVisitor inside = sites.isEmpty() ? tasks : new Sites(tasks);
      if (throwsErrors) {
        inside = new JdkCalls(inside, () -> changed = true);
      }
      Calls.Pair pair = pairs.get(name + type);
      changed |= pair != null;
      String receiver = (access & Opcodes.ACC_STATIC) != 0 ? null : reader.getClassName();
      return pair == null ? inside : new Wrapped(inside, pair, hasFrames, type, receiver);
    }
  }

  private final class Sites extends SiteCalls {
    Sites(MethodVisitor next) {
      super(next, sites);
    }

    @Override
    void changed() {
      changed = true;
    }
  }
}
