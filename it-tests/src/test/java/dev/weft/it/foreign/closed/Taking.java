package dev.weft.it.foreign.closed;

/** Whoever overrides {@code take} from outside gets a bridge that names an inaccessible class. */
public class Taking<T extends Taking.Inaccessible> {
  static class Inaccessible {}

  /** What outsiders use of it. */
  public static final class Reachable extends Inaccessible {}

  public String take(T taken) {
    return "not overridden";
  }
}
