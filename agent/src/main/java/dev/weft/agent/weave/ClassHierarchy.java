package dev.weft.agent.weave;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Superclasses and access flags, read from class files as resources of a loader: no class is
 * loaded.
 */
final class ClassHierarchy {
  private static final String OBJECT = "java/lang/Object";

  private record Header(int access, @Nullable String superName, Set<String> protecteds) {}

  /**
   * Weak: this object is a value of a map whose weak key the loader is. Cleared for the boot
   * loader.
   */
  private final WeakReference<ClassLoader> loader;

  private final Map<String, Header> headers = new ConcurrentHashMap<>();

  ClassHierarchy(@Nullable ClassLoader loader) {
    this.loader = new WeakReference<>(loader);
  }

  /** Takes the header from a class file at hand, which its loader may not have as a resource. */
  void know(ClassReader reader) {
    headers.put(reader.getClassName(), headerOf(reader));
  }

  /** The superclass; null of Object. */
  @Nullable String superClass(String type) {
    return header(type).superName();
  }

  /** As the verifier merges them: interfaces count as Object. */
  String commonSuperClass(String first, String second) {
    if (first.equals(second)) {
      return first;
    }
    if (isInterface(first) || isInterface(second)) {
      return OBJECT;
    }
    Set<String> ancestors = new LinkedHashSet<>();
    for (String type = first; type != null; type = header(type).superName()) {
      ancestors.add(type);
    }
    for (String type = second; type != null; type = header(type).superName()) {
      if (ancestors.contains(type)) {
        return type;
      }
    }
    return OBJECT;
  }

  boolean isInterface(String type) {
    return (header(type).access() & Opcodes.ACC_INTERFACE) != 0;
  }

  boolean isPublic(String type) {
    return (header(type).access() & Opcodes.ACC_PUBLIC) != 0;
  }

  private Header header(String type) {
    Header known = headers.get(type);
    if (known == null) {
      known = readHeader(type);
      headers.put(type, known);
    }
    return known;
  }

  private Header readHeader(String type) {
    return headerOf(read(type));
  }

  private static Header headerOf(ClassReader reader) {
    Set<String> protecteds = new HashSet<>();
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public @Nullable FieldVisitor visitField(
              int access, String name, String descriptor, String signature, Object value) {
            note(access, name + descriptor);
            return null;
          }

          @Override
          public @Nullable MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            note(access, name + descriptor);
            return null;
          }

          private void note(int access, String member) {
            if ((access & Opcodes.ACC_PROTECTED) != 0) {
              protecteds.add(member);
            }
          }
        },
        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return new Header(reader.getAccess(), reader.getSuperName(), protecteds);
  }

  /**
   * The protected methods and fields that {@code type} itself declares, by name and descriptor.
   *
   * @throws CannotWeaveException if its class file is not found
   */
  Set<String> protectedMembers(String type) {
    return header(type).protecteds();
  }

  /**
   * @throws CannotWeaveException if the loader has no such class file
   */
  ClassReader read(String type) {
    return new ClassReader(classFile(type));
  }

  /**
   * @throws CannotWeaveException if the loader has no such class file
   */
  byte[] classFile(String type) {
    String resource = type + ".class";
    ClassLoader source = loader.get();
    try (InputStream in =
        source == null
            ? ClassLoader.getSystemResourceAsStream(resource)
            : source.getResourceAsStream(resource)) {
      if (in == null) {
        throw new CannotWeaveException(
            "the class file of "
                + type.replace('/', '.')
                + ", which its types depend on, is not found");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new CannotWeaveException(
          "the class file of " + type.replace('/', '.') + " cannot be read: " + e);
    }
  }
}
