package dev.weft.agent.stub;

import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFNONNULL;
import static org.objectweb.asm.Opcodes.IFNULL;
import static org.objectweb.asm.Opcodes.JSR;
import static org.objectweb.asm.Opcodes.LOOKUPSWITCH;
import static org.objectweb.asm.Opcodes.TABLESWITCH;

/**
 * Writes the Code attribute of a method with insertions: what names an offset names the moved one.
 *
 * <pre>
 * u2 name u4 length | u2 max_stack u2 max_locals u4 code_length | code
 *                   from                                         codeAt
 * u2 count {u2 start u2 end u2 handler u2 type} | u2 count attributes
 * </pre>
 */
final class CodePatch {
  private static final int MOST_BYTES = 0xFFFF;

  private final ClassFile file;
  private final ClassFile.Attribute code;
  private final Insertions insertions;
  private final Bytes out;
  private final int codeAt;
  private final int codeEnd;

  private CodePatch(ClassFile file, ClassFile.Attribute code, Insertions insertions, Bytes out) {
    this.file = file;
    this.code = code;
    this.insertions = insertions;
    this.out = out;
    this.codeAt = code.from() + 8;
    this.codeEnd = codeAt + Bytes.s4(file.bytes, code.from() + 4);
  }

  /**
   * @throws UnusualClassException if the code would be too long, or has what is not known here
   */
  static void write(
      ClassFile file,
      ClassFile.Attribute code,
      Insertions insertions,
      PoolExtension pool,
      Bytes out)
      throws UnusualClassException {
    new CodePatch(file, code, insertions, out).write(pool);
  }

  private void write(PoolExtension pool) throws UnusualClassException {
    out.u2(code.nameIndex()).u4(0);
    int start = out.size();
    int length = insertions.moved(codeEnd - codeAt);
    if (length > MOST_BYTES) {
      throw new UnusualClassException("code of " + length + " bytes");
    }
    out.u2(insertions.maxStack).u2(insertions.maxLocals).u4(length).append(insertions.beginning);
    if (insertions.places.length == 0) {
      out.copy(file.bytes, codeAt, codeEnd);
    } else {
      copyInstructions();
    }
    int at = copyHandlers();
    new CodeAttributes(file, insertions, out).copy(at, pool);
    out.setU4(start - 4, out.size() - start);
  }

  private void copyInstructions() throws UnusualClassException {
    int next = 0;
    int length;
    for (int at = codeAt; at < codeEnd; at += length) {
      if (next < insertions.places.length && insertions.places[next] == at - codeAt) {
        out.append(insertions.before);
        next++;
      }
      length = Instructions.lengthAt(file.bytes, codeAt, at);
      int start = out.size();
      out.copy(file.bytes, at, at + length);
      retarget(at, start);
    }
  }

  /**
   * Gives the instruction that was at {@code at}, and whose copy is at {@code start}, its targets.
   */
  private void retarget(int at, int start) throws UnusualClassException {
    int opcode = file.bytes[at] & 0xFF;
    if ((opcode >= IFEQ && opcode <= JSR) || opcode == IFNULL || opcode == IFNONNULL) {
      int distance = moved(at, Bytes.s2(file.bytes, at + 1));
      if (distance != (short) distance) {
        throw new UnusualClassException("a jump that would not reach");
      }
      out.setU2(start + 1, distance);
    } else if (opcode == Instructions.GOTO_W || opcode == Instructions.JSR_W) {
      retargetWide(at, at + 1, start);
    } else if (opcode == TABLESWITCH || opcode == LOOKUPSWITCH) {
      retargetSwitch(at, opcode == TABLESWITCH, start);
    }
  }

  /**
   *
   *
   * <pre>
   * tableswitch  padding default low high {offset}
   * lookupswitch padding default count {key offset}
   * </pre>
   */
  private void retargetSwitch(int at, boolean isTable, int start) {
    int operands = Instructions.operandsOfSwitch(codeAt, at);
    int end = at + Instructions.lengthAt(file.bytes, codeAt, at);
    retargetWide(at, operands, start);
    for (int i = operands + 12; i < end; i += isTable ? 4 : 8) {
      retargetWide(at, i, start);
    }
  }

  private void retargetWide(int at, int operand, int start) {
    out.setU4(start + operand - at, moved(at, Bytes.s4(file.bytes, operand)));
  }

  /** From the jump at {@code at}, which is no place of an insertion, to its target. */
  private int moved(int at, int distance) {
    int from = at - codeAt;
    return insertions.moved(from + distance) - insertions.moved(from);
  }

  private int copyHandlers() {
    int count = file.u2(codeEnd);
    out.u2(count);
    int at = codeEnd + 2;
    for (int i = 0; i < count; i++, at += 8) {
      out.u2(insertions.moved(file.u2(at)))
          .u2(insertions.moved(file.u2(at + 2)))
          .u2(insertions.moved(file.u2(at + 4)))
          .u2(file.u2(at + 6));
    }
    return at;
  }
}
