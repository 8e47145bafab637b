package dev.weft.agent.weave;

import org.jspecify.annotations.Nullable;

/** What is known of the classes that one loader sees. Thread-safe. */
final class LoaderClasses {
  final ClassHierarchy hierarchy;
  final LeafMethods leaves;
  final SeenClasses seen = new SeenClasses();

  LoaderClasses(@Nullable ClassLoader loader, CallSites callSites) {
    hierarchy = new ClassHierarchy(loader);
    leaves = new LeafMethods(hierarchy, callSites);
  }

  /**
   * @param last the number of the last class that counts ({@link SeenClasses})
   */
  Neighbours neighbours(int last) {
    return new Neighbours(hierarchy, seen, last);
  }
}
