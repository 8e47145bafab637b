package dev.weft.agent.detect;

/**
 * A row of the table of {@link Submissions}.
 *
 * @param owner the class's internal name
 * @param member the field, or the method, that it is about
 */
record Submission(String owner, How how, String member) {
  /** What is done about the member. */
  enum How {
    /** A field is wrapped with the test, in constructors. */
    RUN,
    /** A field is wrapped with the test and the place, in constructors. */
    TASK,
    /** What a method puts into a queue is wrapped, and what it takes out is looked for wrapped. */
    QUEUE,
    /** A method whose first argument is submitted. */
    TAKE,
    /** A method whose first argument will not run. */
    REFUSE,
    /** A method that takes its first argument out of a queue. */
    REMOVE,
    /** A method that runs tasks. */
    WORK
  }

  boolean isOfField() {
    return how == How.RUN || how == How.TASK;
  }

  /** Whether a method of the owner is to be rewritten. */
  boolean isIn(String method) {
    return method.equals(isOfField() ? "<init>" : member);
  }
}
