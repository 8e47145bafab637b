package dev.weft.it.fuzz;

/** Thrown by generated programs. */
public class FuzzError extends Error {
  private static final long serialVersionUID = 1L;

  public FuzzError(int code) {
    super("code " + code);
  }
}
