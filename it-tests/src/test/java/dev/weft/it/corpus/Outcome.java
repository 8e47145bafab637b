package dev.weft.it.corpus;

/**
 * What came of loading and linking a class.
 *
 * @param error class name of what was thrown, or a word: linked, shadowed
 * @param detail what the error said, on one line
 */
record Outcome(String error, String detail) {
  /** Another jar, or the JDK, has a class of this name and comes first. */
  static final Outcome SHADOWED = new Outcome("shadowed", "");

  private static final Outcome LINKED = new Outcome("linked", "");

  boolean isLinked() {
    return error.equals(LINKED.error);
  }

  /** Whether the JVM refused the class file itself, and not for want of another class. */
  boolean isBroken() {
    return error.equals("java.lang.VerifyError") || error.equals("java.lang.ClassFormatError");
  }

  /**
   * Links the class by asking for its members. One of the three questions may fail after linking,
   * for want of a class that a signature names; all three fail in the same way if linking does.
   */
  static Outcome ofLinking(Class<?> type) {
    Throwable first = failure(type::getDeclaredConstructors);
    if (first == null
        || failure(type::getDeclaredFields) == null
        || failure(type::getDeclaredMethods) == null) {
      return LINKED;
    }
    return ofFailure(first);
  }

  private static Throwable failure(Runnable question) {
    try {
      question.run();
      return null;
    } catch (LinkageError e) {
      return e;
    }
  }

  static Outcome ofFailure(Throwable e) {
    return new Outcome(
        e.getClass().getName(), String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
  }

  static Outcome parse(String text) {
    int end = text.indexOf(' ');
    return end < 0
        ? new Outcome(text, "")
        : new Outcome(text.substring(0, end), text.substring(end + 1));
  }

  @Override
  public String toString() {
    return detail.isEmpty() ? error : error + " " + detail;
  }
}
