package dev.weft.agent.rules;

/** The classes and methods that a program has, for telling names in rules that do not exist. */
public interface Names {
  /**
   * Whether there is such a class.
   *
   * @param name binary name, with dots, without wildcards
   */
  boolean hasClass(String name);

  /**
   * Whether the class declares a method of that name.
   *
   * @param className binary name, with dots, of a class that there is
   */
  boolean hasMethod(String className, String method);
}
