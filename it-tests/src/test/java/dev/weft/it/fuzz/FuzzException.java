package dev.weft.it.fuzz;

/** Thrown by generated programs. */
public class FuzzException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FuzzException(int code) {
    super("code " + code);
  }
}
