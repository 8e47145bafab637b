package dev.weft.it.fuzz;

/** Thrown by generated programs. */
public class FuzzChecked extends Exception {
  private static final long serialVersionUID = 1L;

  public FuzzChecked(int code) {
    super("code " + code);
  }
}
