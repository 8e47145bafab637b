package dev.weft.agent.classfile;

import static org.objectweb.asm.Opcodes.IINC;
import static org.objectweb.asm.Opcodes.LOOKUPSWITCH;
import static org.objectweb.asm.Opcodes.TABLESWITCH;

/** How long the instructions of a method are, and what matters of them. */
public final class Instructions {
  private static final int WIDE = 196;
  public static final int GOTO_W = 200;
  public static final int JSR_W = 201;

  /** Of each opcode, in the order of their numbers; 0 where it varies. */
  private static final String LENGTHS =
      "1111111111111111" // nop ... dconst_1
          + "2323322222" // bipush sipush ldc ldc_w ldc2_w iload ... aload
          + "11111111111111111111" // iload_0 ... aload_3
          + "11111111" // iaload ... saload
          + "22222" // istore ... astore
          + "11111111111111111111" // istore_0 ... astore_3
          + "11111111" // iastore ... sastore
          + "111111111" // pop ... swap
          + "111111111111111111111111111111111111" // iadd ... lxor
          + "3" // iinc
          + "111111111111111" // i2l ... i2s
          + "11111" // lcmp ... dcmpg
          + "3333333333333333" // ifeq ... jsr
          + "200" // ret tableswitch lookupswitch
          + "111111" // ireturn ... return
          + "3333333" // getstatic ... invokestatic
          + "55323" // invokeinterface invokedynamic new newarray anewarray
          + "113311" // arraylength athrow checkcast instanceof monitorenter monitorexit
          + "043355"; // wide multianewarray ifnull ifnonnull goto_w jsr_w

  private static final byte[] LENGTH = new byte[256];

  static {
    for (int i = 0; i < LENGTHS.length(); i++) {
      LENGTH[i] = (byte) (LENGTHS.charAt(i) - '0');
    }
  }

  private Instructions() {}

  /**
   * The length of the instruction at {@code at}, in bytes.
   *
   * @param code where the code begins, to which switches are aligned
   * @throws IllegalArgumentException if there is none
   */
  public static int lengthAt(byte[] file, int code, int at) {
    int opcode = file[at] & 0xFF;
    int length = LENGTH[opcode];
    return length > 0 ? length : varyingLength(file, code, at, opcode);
  }

  private static int varyingLength(byte[] file, int code, int at, int opcode) {
    int operands = operandsOfSwitch(code, at);
    int length =
        switch (opcode) {
          case TABLESWITCH ->
              operands
                  - at
                  + 12
                  + 4 * (Bytes.s4(file, operands + 8) - Bytes.s4(file, operands + 4) + 1);
          case LOOKUPSWITCH -> operands - at + 8 + 8 * Bytes.s4(file, operands + 4);
          case WIDE -> (file[at + 1] & 0xFF) == IINC ? 6 : 4;
          default -> 0;
        };
    if (length <= 0) {
      throw new IllegalArgumentException("no instruction has the opcode " + opcode);
    }
    return length;
  }

  /** Where the operands of the switch at {@code at} begin, after padding. */
  public static int operandsOfSwitch(int code, int at) {
    return code + ((at - code + 4) & ~3);
  }
}
