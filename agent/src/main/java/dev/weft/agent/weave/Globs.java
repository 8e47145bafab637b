package dev.weft.agent.weave;

import java.util.ArrayList;
import java.util.List;

/**
 * A list of globs over class names, in which {@code *} stands for any run of characters, dots
 * included.
 */
public final class Globs {
  public static final Globs NONE = new Globs(List.of());

  private final List<String> patterns;

  private Globs(List<String> patterns) {
    this.patterns = patterns;
  }

  /**
   * @param list globs separated by semicolons
   * @throws IllegalArgumentException for a glob that no class name can match
   */
  public static Globs parse(String list) {
    List<String> patterns = new ArrayList<>();
    for (String part : list.split(";", -1)) {
      String glob = part.trim();
      if (glob.isEmpty()) {
        continue;
      }
      for (int i = 0; i < glob.length(); i++) {
        char ch = glob.charAt(i);
        if (ch != '*' && ch != '.' && !Character.isJavaIdentifierPart(ch) && ch != '-') {
          throw new IllegalArgumentException(
              "'" + glob + "' is not a glob over class names: '" + ch + "' at " + i);
        }
      }
      patterns.add(glob);
    }
    return new Globs(List.copyOf(patterns));
  }

  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  /**
   * @param className binary name, with dots
   */
  public boolean matches(String className) {
    for (String pattern : patterns) {
      if (matches(pattern, className)) {
        return true;
      }
    }
    return false;
  }

  /**
   * For globs over classes and members together, as {@code com.acme.Shop.total}: whether one may
   * match a member of a class. A quick look, which may be wrong in saying yes.
   *
   * @param className binary name, with dots
   */
  public boolean mayMatchMemberOf(String className) {
    String start = className + ".";
    for (String pattern : patterns) {
      int star = pattern.indexOf('*');
      String fixed = star < 0 ? pattern : pattern.substring(0, star);
      if (fixed.startsWith(start) || (star >= 0 && start.startsWith(fixed))) {
        return true;
      }
    }
    return false;
  }

  /** Nearly all are prefixes. */
  private static boolean matches(String glob, String name) {
    int last = glob.length() - 1;
    return last >= 0 && glob.indexOf('*') == last
        ? name.startsWith(glob.substring(0, last))
        : matchesAnywhere(glob, name);
  }

  private static boolean matchesAnywhere(String glob, String name) {
    int g = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < name.length()) {
      if (g < glob.length() && glob.charAt(g) == '*') {
        star = g++;
        resume = n;
      } else if (g < glob.length() && glob.charAt(g) == name.charAt(n)) {
        g++;
        n++;
      } else if (star >= 0) {
        g = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g == glob.length();
  }

  @Override
  public String toString() {
    return String.join(";", patterns);
  }
}
