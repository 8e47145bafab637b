package dev.weft.agent.detect;

import dev.weft.agent.report.Kind;
import java.util.Set;

/**
 * A row of the table of hooks: methods of one class that block.
 *
 * @param id its number in rewritten code
 * @param owner the class's internal name
 * @param members methods (how = BODY, WRITE, BEGIN, END), or the native methods whose callers are
 *     meant (CALLERS): {@code name} or {@code name(descriptor)}; for CALLS and PARK {@code
 *     owner.name(descriptor)}
 * @param mark {@code *}, {@code ?} or {@code -}, see {@link JdkHooks}
 */
record Hook(int id, String owner, How how, Kind kind, Set<String> members, char mark) {
  /** How the methods are rewritten. */
  enum How {
    /** The bodies of the members are wrapped. */
    BODY,
    /** The bodies of those methods of the class that call a member are wrapped, if it is native. */
    CALLERS,
    /** As CALLERS, for FileOutputStream: the hook asks whether it is the console. */
    WRITE,
    /** Blocks from here, if the first argument is true, to the END of the next row. */
    BEGIN,
    /** See BEGIN: its member's first argument is true too. Has the BEGIN row's number. */
    END,
    /** Blocks from here, in any case, to the END_ALWAYS of the next row. */
    BEGIN_ALWAYS,
    END_ALWAYS,
    /** Calls of members, which are methods of other classes, are surrounded in the class. */
    CALLS,
    /** As CALLS, for Unsafe.park: the hook asks who has what is waited for. */
    PARK,
    /** A public native method: its call sites in every class are surrounded. */
    SITES
  }

  boolean names(String method, String descriptor) {
    return members.contains(method) || members.contains(method + descriptor);
  }

  /** Whether a call by the hook's own class is to be surrounded, or by any class (SITES). */
  boolean isSite(String callee, String method, String descriptor) {
    if (surroundsCalls()) {
      return members.contains(callee + "." + method + descriptor);
    }
    boolean isOwner = callee.equals(owner) || owner.equals("java/lang/Object");
    return how == How.SITES && isOwner && names(method, descriptor);
  }

  /** Whether methods are meant that are members themselves. */
  boolean isOfBodies() {
    return !isOfCallers() && !surroundsCalls();
  }

  /** Whether methods are meant that call a member. */
  boolean isOfCallers() {
    return how == How.CALLERS || how == How.WRITE;
  }

  /** Whether calls of members are meant, which are methods of other classes. */
  boolean surroundsCalls() {
    return how == How.CALLS || how == How.PARK;
  }

  /** Whether every JDK should have one of its members. */
  boolean isRequired() {
    return mark == '*';
  }

  /** Whether the self-test meets it. */
  boolean isExercised() {
    return mark != '-';
  }

  boolean isEnd() {
    return isEnd(how);
  }

  static boolean isEnd(How how) {
    return how == How.END || how == How.END_ALWAYS;
  }

  /** There is one object a row. What a record has by itself takes tens of milliseconds to link. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return owner.replace('/', '.') + " " + String.join(" ", members.stream().sorted().toList());
  }
}
