package dev.weft.it.support;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Exceptions as lines of text: class, message, the program's stack trace elements, causes and
 * suppressed exceptions.
 */
final class Traces {
  /**
   * Below HotSpot's default limit of 1024, within which a plain trace and one put together from
   * parts must agree.
   */
  private static final int COMPARED_ELEMENTS = 1000;

  /**
   * Machinery of the JDK whose frames differ with its version, and from a method's first call to
   * its twentieth.
   */
  private static final List<String> MACHINERY =
      List.of(
          "jdk.internal.reflect.",
          "java.lang.reflect.",
          "java.lang.invoke.",
          "jdk.proxy",
          "com.sun.proxy.");

  private Traces() {}

  static List<String> of(Throwable thrown) {
    List<String> lines = new ArrayList<>();
    add(thrown, "", lines, Collections.newSetFromMap(new IdentityHashMap<>()));
    return lines;
  }

  private static void add(Throwable thrown, String role, List<String> into, Set<Throwable> seen) {
    into.add(role + thrown.getClass().getName() + ": " + thrown.getMessage());
    if (!seen.add(thrown)) {
      return;
    }
    addElements(thrown, into);
    for (Throwable suppressed : thrown.getSuppressed()) {
      add(suppressed, "suppressed ", into, seen);
    }
    if (thrown.getCause() != null) {
      add(thrown.getCause(), "cause ", into, seen);
    }
  }

  /**
   * The elements down to and without the harness's entry; all of them if it is missing, so that
   * this shows.
   */
  private static void addElements(Throwable thrown, List<String> into) {
    int kept = 0;
    for (StackTraceElement element : thrown.getStackTrace()) {
      if (isEntry(element) || kept == COMPARED_ELEMENTS) {
        return;
      }
      if (!isMachinery(element.getClassName())) {
        into.add(
            "  at "
                + element.getClassName()
                + "."
                + element.getMethodName()
                + "("
                + element.getFileName()
                + ":"
                + element.getLineNumber()
                + ")");
        kept++;
      }
    }
  }

  static boolean isEntry(StackTraceElement element) {
    return element.getClassName().equals(Entry.class.getName())
        && element.getMethodName().equals("run");
  }

  static boolean isMachinery(String className) {
    for (String prefix : MACHINERY) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
