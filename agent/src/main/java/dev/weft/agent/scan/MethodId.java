package dev.weft.agent.scan;

/**
 * A method as class files name it.
 *
 * @param owner internal name, with slashes
 */
record MethodId(String owner, String name, String descriptor) {
  /** {@code java.lang.Thread.sleep}. */
  String text() {
    return owner.replace('/', '.') + "." + name;
  }
}
