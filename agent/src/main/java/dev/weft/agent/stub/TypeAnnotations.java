package dev.weft.agent.stub;

/**
 * Writes the type annotations of code with moved offsets.
 *
 * <pre>
 * u2 count { u1 target ...  u1 length {u2}  annotation }
 *   target 40 41      u2 count {u2 start u2 length u2 local}     a variable
 *          42         u2 handler                                 what a handler catches
 *          43 .. 46   u2 offset                                  instanceof, new, method references
 *          47 .. 4B   u2 offset u1 number                        casts and type arguments
 * </pre>
 */
final class TypeAnnotations {
  private static final int VARIABLE = 0x40;
  private static final int CAUGHT = 0x42;
  private static final int INSTANCEOF = 0x43;
  private static final int CAST = 0x47;
  private static final int LAST = 0x4B;

  private final ClassFile file;
  private final Insertions insertions;
  private final Bytes out;
  private final Annotations annotations;

  TypeAnnotations(ClassFile file, Insertions insertions, Bytes out) {
    this.file = file;
    this.insertions = insertions;
    this.out = out;
    this.annotations = new Annotations(file);
  }

  /**
   * @param from where the number of annotations is
   */
  void copy(int from) throws UnusualClassException {
    int count = file.u2(from);
    out.u2(count);
    int at = from + 2;
    for (int i = 0; i < count; i++) {
      int path = copyTarget(at);
      int end = annotations.skipAnnotation(path + 1 + 2 * (file.bytes[path] & 0xFF));
      out.copy(file.bytes, path, end);
      at = end;
    }
  }

  private int copyTarget(int at) throws UnusualClassException {
    int target = file.bytes[at] & 0xFF;
    if (target < VARIABLE || target > LAST) {
      throw new UnusualClassException("a type annotation of code, of kind " + target);
    }
    out.u1(target);
    if (target < CAUGHT) {
      return copyRanges(at + 1);
    }
    int value = file.u2(at + 1);
    out.u2(target < INSTANCEOF ? value : insertions.movedInstruction(value));
    if (target < CAST) {
      return at + 3;
    }
    out.u1(file.bytes[at + 3]);
    return at + 4;
  }

  private int copyRanges(int from) {
    int count = file.u2(from);
    out.u2(count);
    int at = from + 2;
    for (int i = 0; i < count; i++, at += 6) {
      CodeAttribute.copyRange(file, insertions, at, out);
      out.u2(file.u2(at + 4));
    }
    return at;
  }
}
