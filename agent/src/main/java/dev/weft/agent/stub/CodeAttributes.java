package dev.weft.agent.stub;

/** Writes the attributes of a method's code, with moved offsets. */
final class CodeAttributes {
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
      CodeAttribute kind = CodeAttribute.named(attribute.name());
      if (kind == null) {
        throw new UnusualClassException("an attribute of code, named " + attribute.name());
      }
      needsFrames &= kind != CodeAttribute.STACK_MAPS;
      int start = begin(attribute.nameIndex());
      kind.copy(file, insertions, attribute.from(), out);
      end(start);
    }
    if (needsFrames) {
      int start = begin(pool.utf8(CodeAttribute.STACK_MAP_TABLE));
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
}
