package dev.weft.it.corpus;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the lengths of a class file's method bodies: the numbers that HotSpot's thresholds are
 * about.
 */
final class CodeSizes {
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int METHOD_HANDLE = 15;

  private final DataInputStream in;
  private final String[] texts;

  private CodeSizes(DataInputStream in, String[] texts) {
    this.in = in;
    this.texts = texts;
  }

  /**
   * A method.
   *
   * @param length of its body, in bytes; 0 if it has none
   */
  record Method(String name, int length) {}

  /** All methods, as they stand there. */
  static List<Method> of(byte[] classFile) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
    in.skipNBytes(8); // magic and version
    CodeSizes sizes = new CodeSizes(in, constants(in));
    in.skipNBytes(6); // access, this, super
    in.skipNBytes(2L * in.readUnsignedShort()); // interfaces
    sizes.members();
    return sizes.members();
  }

  private static String[] constants(DataInputStream in) throws IOException {
    String[] texts = new String[in.readUnsignedShort()];
    for (int i = 1; i < texts.length; i++) {
      int tag = in.readUnsignedByte();
      if (tag == UTF8) {
        texts[i] = in.readUTF();
        continue;
      }
      in.skipNBytes(sizeOfConstant(tag));
      if (tag == LONG || tag == DOUBLE) {
        i++; // takes two places
      }
    }
    return texts;
  }

  private static int sizeOfConstant(int tag) {
    return switch (tag) {
      case LONG, DOUBLE -> 8;
      case 7, 8, 16, 19, 20 -> 2; // class, string, method type, module, package
      case METHOD_HANDLE -> 3;
      default -> 4;
    };
  }

  /** Reads all fields or all methods. */
  private List<Method> members() throws IOException {
    List<Method> members = new ArrayList<>();
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      in.skipNBytes(2); // access
      String name = texts[in.readUnsignedShort()];
      in.skipNBytes(2); // descriptor
      int length = 0;
      for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
        length += attribute();
      }
      members.add(new Method(name, length));
    }
    return members;
  }

  /** The length of the code, if that is what it is. */
  private int attribute() throws IOException {
    String name = texts[in.readUnsignedShort()];
    long length = Integer.toUnsignedLong(in.readInt());
    int code = 0;
    if (name.equals("Code")) {
      in.skipNBytes(4); // max stack and locals
      code = in.readInt();
      length -= 8;
    }
    in.skipNBytes(length);
    return code;
  }
}
