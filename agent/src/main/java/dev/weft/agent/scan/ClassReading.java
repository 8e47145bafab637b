package dev.weft.agent.scan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Reads one class file. */
final class ClassReading extends ClassVisitor {
  private final Map<String, MethodCode> methods = new HashMap<>();
  private final List<String> supertypes = new ArrayList<>();
  private String name = "";
  private @Nullable String file;

  private ClassReading() {
    super(Opcodes.ASM9);
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is newer than this version of ASM knows
   */
  static ClassCode read(byte[] classFile) {
    ClassReading reading = new ClassReading();
    new ClassReader(classFile).accept(reading, ClassReader.SKIP_FRAMES);
    return new ClassCode(
        reading.name, List.copyOf(reading.supertypes), reading.file, reading.methods);
  }

  @Override
  public void visit(
      int version,
      int access,
      String internalName,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    name = internalName;
    if (superName != null) {
      supertypes.add(superName);
    }
    if (interfaces != null) {
      Collections.addAll(supertypes, interfaces);
    }
  }

  @Override
  public void visitSource(@Nullable String source, @Nullable String debug) {
    file = source;
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String method,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
    return new MethodReading(
        new MethodId(name, method, descriptor),
        isStatic,
        code -> methods.put(method + descriptor, code));
  }
}
