package dev.weft.agent.stub;

/** Writes the attributes of a method's code, with moved offsets. */
final class CodeAttributes {
  private static final String STACK_MAPS = "StackMapTable";

  private final ClassFile file;
  private final Insertions insertions;
  private final Bytes out;

  CodeAttributes(ClassFile file, Insertions insertions, Bytes out) {
    this.file = file;
    this.insertions = insertions;
    this.out = out;
  }

  /**
   * @param from where the number of attributes is
   */
  void copy(int from, PoolExtension pool) throws UnusualClassException {
    int countAt = out.size();
    int count = file.u2(from);
    out.u2(count);
    boolean needsFrames = insertions.hasFrame();
    for (ClassFile.Attribute attribute : file.attributesAt(from)) {
      int start = begin(attribute.nameIndex());
      needsFrames &= !attribute.name().equals(STACK_MAPS);
      copy(attribute);
      end(start);
    }
    if (needsFrames) {
      int start = begin(pool.utf8(STACK_MAPS));
      new StackMaps(file, insertions, out).writeOnlyNew();
      end(start);
      out.setU2(countAt, count + 1);
    }
  }

  private int begin(int name) {
    out.u2(name).u4(0);
    return out.size();
  }

  private void end(int start) {
    out.setU4(start - 4, out.size() - start);
  }

  private void copy(ClassFile.Attribute attribute) throws UnusualClassException {
    int from = attribute.from();
    switch (attribute.name()) {
      case "LineNumberTable" -> copyLines(from);
      case "LocalVariableTable", "LocalVariableTypeTable" -> copyVariables(from);
      case STACK_MAPS -> new StackMaps(file, insertions, out).copy(from);
      case "RuntimeVisibleTypeAnnotations", "RuntimeInvisibleTypeAnnotations" ->
          new TypeAnnotations(file, insertions, out).copy(from);
      default -> throw new UnusualClassException("an attribute of code, named " + attribute.name());
    }
  }

  /** {@code u2 count {u2 start u2 line}} */
  private void copyLines(int from) {
    int count = file.u2(from);
    out.u2(count);
    for (int i = 0, at = from + 2; i < count; i++, at += 4) {
      out.u2(insertions.moved(file.u2(at))).u2(file.u2(at + 2));
    }
  }

  /** {@code u2 count {u2 start u2 length u2 name u2 type u2 local}} */
  private void copyVariables(int from) {
    int count = file.u2(from);
    out.u2(count);
    for (int i = 0, at = from + 2; i < count; i++, at += 10) {
      copyRange(file, insertions, at, out);
      out.copy(file.bytes, at + 4, at + 10);
    }
  }

  /** {@code u2 start u2 length} */
  static void copyRange(ClassFile file, Insertions insertions, int at, Bytes out) {
    int start = file.u2(at);
    int moved = insertions.moved(start);
    out.u2(moved).u2(insertions.moved(start + file.u2(at + 2)) - moved);
  }
}
