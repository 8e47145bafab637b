package dev.weft.agent.scan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All classes of a class path, with their hierarchy. The JDK's are those of the running one. */
final class Program {
  private final Map<String, ClassCode> classes = new HashMap<>();
  private final Map<String, List<String>> subtypes = new HashMap<>();
  private final List<String> unreadable = new ArrayList<>();

  static Program read(List<Path> classPath) throws IOException {
    Program program = new Program();
    for (Path entry : classPath) {
      ClassFiles.forEach(entry, program::add);
    }
    return program;
  }

  private void add(String file, byte[] content) {
    ClassCode read;
    try {
      read = ClassReading.read(content);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      unreadable.add(file + " cannot be read: " + e.getMessage());
      return;
    }
    if (classes.putIfAbsent(read.name(), read) == null) {
      for (String supertype : read.supertypes()) {
        subtypes.computeIfAbsent(supertype, added -> new ArrayList<>()).add(read.name());
      }
    }
  }

  Collection<ClassCode> classes() {
    return classes.values();
  }

  @Nullable ClassCode find(String name) {
    return classes.get(name);
  }

  /** Files that are no class files, or too new; one line each. */
  List<String> unreadable() {
    return unreadable;
  }

  /** Whether a type is a wanted one, or below it; both are internal names. */
  boolean isA(String type, String wanted) {
    Deque<String> open = new ArrayDeque<>(List.of(type));
    Set<String> seen = new HashSet<>();
    while (!open.isEmpty()) {
      String next = open.pop();
      if (next.equals(wanted)) {
        return true;
      }
      if (seen.add(next)) {
        open.addAll(supertypes(next));
      }
    }
    return false;
  }

  private List<String> supertypes(String type) {
    ClassCode known = classes.get(type);
    return known == null ? JdkHierarchy.supertypes(type) : known.supertypes();
  }

  /** The method that a call means: the owner's own or the one that it inherits. */
  @Nullable MethodCode resolve(MethodId id) {
    Deque<String> open = new ArrayDeque<>(List.of(id.owner()));
    Set<String> seen = new HashSet<>();
    while (!open.isEmpty()) {
      ClassCode next = classes.get(open.pop());
      if (next == null || !seen.add(next.name())) {
        continue;
      }
      MethodCode method = next.method(id);
      if (method != null) {
        return method;
      }
      open.addAll(next.supertypes());
    }
    return null;
  }

  /** The methods by which classes below the owner override it. */
  List<MethodCode> overriders(MethodId id) {
    List<MethodCode> found = new ArrayList<>();
    Deque<String> open = new ArrayDeque<>(subtypes.getOrDefault(id.owner(), List.of()));
    Set<String> seen = new HashSet<>();
    while (!open.isEmpty()) {
      ClassCode next = classes.get(open.pop());
      if (next == null || !seen.add(next.name())) {
        continue;
      }
      MethodCode method = next.method(id);
      if (method != null) {
        found.add(method);
      }
      open.addAll(subtypes.getOrDefault(next.name(), List.of()));
    }
    return found;
  }
}
