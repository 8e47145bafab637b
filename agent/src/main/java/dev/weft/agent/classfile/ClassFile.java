package dev.weft.agent.classfile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * Where the parts of a class file are. ASM's reader knows its constant pool, and is asked for
 * nothing else.
 *
 * <pre>
 * magic version | constant pool | access this super interfaces fields | methods | attributes
 * 0             8               header
 * </pre>
 */
public final class ClassFile {
  /** An attribute: its name, and the bytes of its content. */
  public record Attribute(String name, int from, int to) {}

  /**
   * A method.
   *
   * @param code the one of its attributes that has its body; null if it has none
   */
  public record Method(
      int access,
      String name,
      String descriptor,
      @Nullable Attribute code,
      List<Attribute> attributes) {}

  public final byte[] bytes;
  public final ClassReader pool;
  public final List<Method> methods = new ArrayList<>();
  public final List<Attribute> attributes;
  private final char[] buffer;

  /**
   * @throws IllegalArgumentException if it is newer than ASM knows
   */
  public ClassFile(byte[] bytes) {
    this.bytes = bytes;
    pool = new ClassReader(bytes);
    buffer = new char[pool.getMaxStringLength()];
    int at = pool.header + 6;
    at += 2 + 2 * u2(at);
    int methodsAt = skipMembers(at);
    at = methodsAt + 2;
    for (int i = u2(methodsAt); i > 0; i--) {
      at = readMethod(at);
    }
    attributes = attributesAt(at);
  }

  public int access() {
    return u2(pool.header);
  }

  int u2(int at) {
    return Bytes.u2(bytes, at);
  }

  /** The string of the constant whose index stands at {@code at}. */
  public String utf8At(int at) {
    return pool.readUTF8(at, buffer);
  }

  /** The name of the class constant whose index stands at {@code at}. */
  public String classAt(int at) {
    return pool.readClass(at, buffer);
  }

  private int skipMembers(int from) {
    int at = from + 2;
    for (int i = u2(from); i > 0; i--) {
      at = skipAttributes(at + 6);
    }
    return at;
  }

  private int skipAttributes(int from) {
    int at = from + 2;
    for (int i = u2(from); i > 0; i--) {
      at += 6 + Bytes.s4(bytes, at + 2);
    }
    return at;
  }

  private int readMethod(int from) {
    Attribute code = null;
    List<Attribute> found = attributesAt(from + 6);
    for (Attribute attribute : found) {
      if (attribute.name.equals("Code")) {
        code = attribute;
      }
    }
    int to = found.isEmpty() ? from + 8 : found.get(found.size() - 1).to;
    String name = utf8At(from + 2);
    String descriptor = utf8At(from + 4);
    methods.add(new Method(u2(from), name, descriptor, code, found));
    return to;
  }

  /** The attributes whose number stands at {@code from}. */
  List<Attribute> attributesAt(int from) {
    int count = u2(from);
    List<Attribute> found = new ArrayList<>(count);
    int at = from + 2;
    for (int i = 0; i < count; i++) {
      int to = at + 6 + Bytes.s4(bytes, at + 2);
      found.add(new Attribute(utf8At(at), at + 6, to));
      at = to;
    }
    return found;
  }

  public @Nullable Attribute attribute(String name) {
    for (Attribute attribute : attributes) {
      if (attribute.name.equals(name)) {
        return attribute;
      }
    }
    return null;
  }
}
