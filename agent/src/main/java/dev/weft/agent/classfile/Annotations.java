package dev.weft.agent.classfile;

/** Finds where annotations end. */
public final class Annotations {
  private final ClassFile file;

  public Annotations(ClassFile file) {
    this.file = file;
  }

  /** Whether one of the annotations in an attribute is of that type. */
  public boolean contains(ClassFile.Attribute attribute, String type) {
    int at = attribute.from() + 2;
    for (int i = file.u2(attribute.from()); i > 0; i--) {
      if (file.utf8At(at).equals(type)) {
        return true;
      }
      at = skipAnnotation(at);
    }
    return false;
  }

  /** {@code u2 type; u2 count; {u2 name; element_value}} */
  int skipAnnotation(int from) {
    int at = from + 4;
    for (int i = file.u2(from + 2); i > 0; i--) {
      at = skipValue(at + 2);
    }
    return at;
  }

  private int skipValue(int from) {
    return switch (file.bytes[from]) {
      case 'e' -> from + 5;
      case '@' -> skipAnnotation(from + 1);
      case '[' -> {
        int at = from + 3;
        for (int i = file.u2(from + 1); i > 0; i--) {
          at = skipValue(at);
        }
        yield at;
      }
      default -> from + 3;
    };
  }
}
