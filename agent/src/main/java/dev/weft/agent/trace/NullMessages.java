package dev.weft.agent.trace;

import org.jspecify.annotations.Nullable;

/**
 * The messages that HotSpot gives to a NullPointerException that it raises itself (JEP 358), such
 * as {@code Cannot invoke "String.length()" because "s" is null}. HotSpot gives none where the
 * topmost frame is hidden; this computes the same text, oddities included, from the class file.
 *
 * <p>The algorithm is HotSpot's: {@link StackSimulation} finds out which instruction pushed the
 * null, {@link FailedAction} says what could not be done, {@link NullCause} what was null. It is
 * the same on JDK 17 to 25, but for one thing. HotSpot loses count of the operands where a method
 * loads a MethodType or MethodHandle constant, or, on a JDK without JDK-8339488 (17.0.15, say), a
 * dynamic constant; from there on it may name the wrong operand, or read what is none. This counts
 * them.
 */
public final class NullMessages {
  private NullMessages() {}

  /**
   * @param classFile the class as it was before any weaving
   * @param instruction how many instructions of the method stand before the one that raised it
   * @return null where HotSpot gives no message, as for an exception that the program made; and
   *     where there is no such method or instruction, or the class file cannot be read
   */
  public static @Nullable String of(
      byte[] classFile, String method, String descriptor, int instruction) {
    try {
      MethodCode code = MethodCode.read(classFile, method, descriptor);
      return code == null ? null : messageAt(code, instruction);
    } catch (RuntimeException e) {
      return null; // a message is not worth an exception in place of the one that it is for
    }
  }

  private static @Nullable String messageAt(MethodCode code, int instruction) {
    if (instruction < 0 || instruction >= code.length()) {
      return null;
    }
    FailedAction failed = FailedAction.of(code.at(instruction));
    if (failed == null) {
      return null;
    }
    StringBuilder message = new StringBuilder(failed.text());
    new NullCause(code, StackSimulation.run(code, instruction), message)
        .append(instruction, failed.operand());
    return message.toString();
  }
}
