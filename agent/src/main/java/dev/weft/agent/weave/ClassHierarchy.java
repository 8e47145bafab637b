package dev.weft.agent.weave;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * Superclasses and access flags, read from class files as resources of a loader: no class is
 * loaded.
 */
final class ClassHierarchy {
  private static final String OBJECT = "java/lang/Object";

  private record Header(int access, @Nullable String superName) {}

  private final @Nullable ClassLoader loader;
  private final Map<String, Header> headers = new HashMap<>();

  ClassHierarchy(@Nullable ClassLoader loader, byte[] known) {
    this.loader = loader;
    ClassReader reader = new ClassReader(known);
    headers.put(reader.getClassName(), new Header(reader.getAccess(), reader.getSuperName()));
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
    return headers.computeIfAbsent(type, this::read);
  }

  private Header read(String type) {
    String resource = type + ".class";
    try (InputStream in =
        loader == null
            ? ClassLoader.getSystemResourceAsStream(resource)
            : loader.getResourceAsStream(resource)) {
      if (in == null) {
        throw new CannotWeaveException(
            "the class file of "
                + type.replace('/', '.')
                + ", which its types depend on, is not found");
      }
      ClassReader reader = new ClassReader(in);
      return new Header(reader.getAccess(), reader.getSuperName());
    } catch (IOException e) {
      throw new CannotWeaveException(
          "the class file of " + type.replace('/', '.') + " cannot be read: " + e);
    }
  }
}
