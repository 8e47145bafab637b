package dev.weft.agent.stub;

/** A class file that is not changed byte by byte: it is rare, and ASM can. */
public final class UnusualClassException extends Exception {
  private static final long serialVersionUID = 1;

  public UnusualClassException(String reason) {
    super(reason);
  }
}
