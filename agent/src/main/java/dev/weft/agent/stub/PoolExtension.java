package dev.weft.agent.stub;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Constants that are put after those of a class file. Each is there once; what the class file
 * itself has is not looked for.
 */
public final class PoolExtension {
  private static final int UTF8 = 1;
  private static final int INTEGER = 3;
  private static final int CLASS = 7;
  private static final int FIELD = 9;
  private static final int METHOD = 10;
  private static final int NAME_AND_TYPE = 12;
  private static final int METHOD_HANDLE = 15;
  private static final int INVOKE_DYNAMIC = 18;

  private final int first;
  private final Bytes out = new Bytes(512);
  private final Map<String, Integer> strings = new HashMap<>();
  private final Map<Integer, Integer> integers = new HashMap<>();
  private final Map<Long, Integer> pairs = new HashMap<>();
  private int next;

  PoolExtension(ClassFile file) {
    first = file.pool.getItemCount();
    next = first;
  }

  int count() {
    return next;
  }

  Bytes bytes() {
    return out;
  }

  /**
   * @param string of ASCII characters, or as the class file has it
   */
  public int utf8(String string) {
    Integer known = strings.get(string);
    if (known != null) {
      return known;
    }
    out.u1(UTF8);
    modified(string);
    strings.put(string, next);
    return next++;
  }

  private void modified(String string) {
    byte[] plain = string.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < string.length(); i++) {
      char ch = string.charAt(i);
      if (ch == 0 || ch > 0x7F) {
        modifiedSlowly(string);
        return;
      }
    }
    out.u2(plain.length).copy(plain, 0, plain.length);
  }

  private void modifiedSlowly(String string) {
    int at = out.size();
    out.u2(0);
    for (int i = 0; i < string.length(); i++) {
      char ch = string.charAt(i);
      if (ch != 0 && ch <= 0x7F) {
        out.u1(ch);
      } else if (ch <= 0x7FF) {
        out.u1(0xC0 | ch >> 6).u1(0x80 | (ch & 0x3F));
      } else {
        out.u1(0xE0 | ch >> 12).u1(0x80 | (ch >> 6 & 0x3F)).u1(0x80 | (ch & 0x3F));
      }
    }
    int length = out.size() - at - 2;
    if (length > 0xFFFF) {
      throw new IllegalArgumentException("a name too long for a class file");
    }
    out.setU2(at, length);
  }

  public int integer(int value) {
    Integer known = integers.get(value);
    if (known != null) {
      return known;
    }
    out.u1(INTEGER).u4(value);
    integers.put(value, next);
    return next++;
  }

  public int classRef(String internalName) {
    return pair(CLASS, utf8(internalName), 0);
  }

  public int nameAndType(int name, String descriptor) {
    return pair(NAME_AND_TYPE, name, utf8(descriptor));
  }

  public int field(String owner, String name, String descriptor) {
    return pair(FIELD, classRef(owner), nameAndType(utf8(name), descriptor));
  }

  /** A method of a class, not of an interface. */
  public int method(String owner, String name, String descriptor) {
    return pair(METHOD, classRef(owner), nameAndType(utf8(name), descriptor));
  }

  public int methodHandle(int kind, int method) {
    return pair(METHOD_HANDLE, kind, method);
  }

  /** A new one: two with the same bootstrap method are as rare as they are harmless. */
  public int invokeDynamic(int bootstrap, int nameAndType) {
    out.u1(INVOKE_DYNAMIC).u2(bootstrap).u2(nameAndType);
    return next++;
  }

  private int pair(int tag, int one, int two) {
    long key = (long) tag << 32 | (long) one << 16 | two;
    Integer known = pairs.get(key);
    if (known != null) {
      return known;
    }
    out.u1(tag);
    if (tag == METHOD_HANDLE) {
      out.u1(one).u2(two);
    } else if (tag == CLASS) {
      out.u2(one);
    } else {
      out.u2(one).u2(two);
    }
    pairs.put(key, next);
    return next++;
  }
}
