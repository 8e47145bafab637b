package dev.weft.agent.rules;

import dev.weft.agent.rules.Conditions.FrameSort;
import dev.weft.agent.weave.Globs;
import java.util.ArrayList;
import java.util.List;

/** Finds names in rules that nothing in the program has. Globs with a wildcard are not judged. */
final class MissingNames {
  private MissingNames() {}

  /** What is missing: {@code class com.acme.Confg}, {@code method com.acme.Config.laod}. */
  static List<String> of(Conditions conditions, Names names) {
    List<String> missing = new ArrayList<>();
    addMethods(conditions.api(), names, missing);
    conditions
        .frames()
        .forEach(
            (sort, globs) -> {
              if (sort == FrameSort.METHOD) {
                addMethods(globs, names, missing);
              } else {
                addClasses(globs, names, missing);
              }
            });
    return missing;
  }

  private static void addClasses(Globs globs, Names names, List<String> missing) {
    for (String name : exact(globs)) {
      if (!names.hasClass(name)) {
        missing.add("class " + name);
      }
    }
  }

  private static void addMethods(Globs globs, Names names, List<String> missing) {
    for (String name : exact(globs)) {
      int dot = name.lastIndexOf('.');
      String className = dot < 0 ? "" : name.substring(0, dot);
      if (!names.hasClass(className)) {
        missing.add("class " + className + " (of method " + name + ")");
      } else if (!names.hasMethod(className, name.substring(dot + 1))) {
        missing.add("method " + name);
      }
    }
  }

  private static List<String> exact(Globs globs) {
    return globs.isEmpty()
        ? List.of()
        : List.of(globs.toString().split(";", -1)).stream().filter(g -> !g.contains("*")).toList();
  }
}
