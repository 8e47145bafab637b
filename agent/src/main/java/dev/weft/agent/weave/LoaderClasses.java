package dev.weft.agent.weave;

import org.jspecify.annotations.Nullable;

/** What is known of the classes that one loader sees. Thread-safe. */
final class LoaderClasses {
  final ClassHierarchy hierarchy;
  final LeafMethods leaves;

  LoaderClasses(@Nullable ClassLoader loader, CallSites callSites) {
    hierarchy = new ClassHierarchy(loader);
    leaves = new LeafMethods(hierarchy, callSites);
  }
}
