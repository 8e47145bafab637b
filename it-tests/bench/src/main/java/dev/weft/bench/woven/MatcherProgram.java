package dev.weft.bench.woven;

import java.util.function.IntSupplier;

/** Cuts a text into tokens and matches each against a pattern by backtracking, node by node. */
final class MatcherProgram implements IntSupplier {
  /** A part of a pattern that knows what must follow it. */
  private abstract static class Node {
    /** Whether the text from {@code at} on matches this node and all after it, to the end. */
    abstract boolean matches(String text, int at);
  }

  private static final class End extends Node {
    @Override
    boolean matches(String text, int at) {
      return at == text.length();
    }
  }

  private static final class Range extends Node {
    private final char from;
    private final char to;
    private final Node next;

    Range(char from, char to, Node next) {
      this.from = from;
      this.to = to;
      this.next = next;
    }

    @Override
    boolean matches(String text, int at) {
      return at < text.length()
          && text.charAt(at) >= from
          && text.charAt(at) <= to
          && next.matches(text, at + 1);
    }
  }

  /** Any number of characters of a range, as many as can be. */
  private static final class Star extends Node {
    private final char from;
    private final char to;
    private final Node next;

    Star(char from, char to, Node next) {
      this.from = from;
      this.to = to;
      this.next = next;
    }

    @Override
    boolean matches(String text, int at) {
      int end = at;
      while (end < text.length() && text.charAt(end) >= from && text.charAt(end) <= to) {
        end++;
      }
      for (int i = end; i >= at; i--) {
        if (next.matches(text, i)) {
          return true;
        }
      }
      return false;
    }
  }

  private static final class Either extends Node {
    private final Node first;
    private final Node second;

    Either(Node first, Node second) {
      this.first = first;
      this.second = second;
    }

    @Override
    boolean matches(String text, int at) {
      return first.matches(text, at) || second.matches(text, at);
    }
  }

  /** [a-z]*[0-9]z* or [A-Z][a-z]*x, which makes the last star give characters back. */
  private final Node pattern =
      new Either(
          new Star('a', 'z', new Range('0', '9', new Star('z', 'z', new End()))),
          new Range('A', 'Z', new Star('a', 'z', new Range('x', 'x', new End()))));

  private final String text =
      "alpha1zz Betax gamma Deltaxxy e5 Zetaetax 77 theta9z Iotax kappa lambda0zzz Mux nu "
          .repeat(8);

  @Override
  public int getAsInt() {
    int found = 0;
    int start = 0;
    for (int end = nextBlank(0); end >= 0; end = nextBlank(start)) {
      if (pattern.matches(text.substring(start, end), 0)) {
        found += end;
      }
      start = end + 1;
    }
    return found;
  }

  private int nextBlank(int from) {
    return text.indexOf(' ', from);
  }
}
