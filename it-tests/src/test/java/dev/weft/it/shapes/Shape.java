package dev.weft.it.shapes;

import dev.weft.Pinned;
import dev.weft.it.support.Differential;
import dev.weft.it.support.IsolatedLoader;
import dev.weft.it.support.Program;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A program class of this package with what is expected of it.
 *
 * @param type a class with a constructor without parameters
 */
record Shape(Class<? extends Program> type) {
  /** As in {@code OperandShapes$WideUnderCall}. */
  String name() {
    return type.getName().substring(type.getPackageName().length() + 1);
  }

  static Shape named(String name) throws ClassNotFoundException {
    return new Shape(
        Class.forName(Shape.class.getPackageName() + "." + name).asSubclass(Program.class));
  }

  /** A new instance, of a newly loaded class if the shape asks for that. */
  Program make() throws ReflectiveOperationException {
    Class<?> fresh = type;
    if (type.isAnnotationPresent(FreshClasses.class)) {
      fresh =
          new IsolatedLoader(type.getNestHost().getName(), type.getClassLoader())
              .loadClass(type.getName());
    }
    Constructor<?> constructor = fresh.getDeclaredConstructor();
    constructor.setAccessible(true);
    return (Program) constructor.newInstance();
  }

  /**
   * The binary name of one of its classes, the program's own or one nested in it, or null if none
   * may be excluded.
   */
  String pickExcluded(Random random) {
    List<String> candidates = new ArrayList<>();
    collect(type, candidates);
    return candidates.isEmpty() ? null : candidates.get(random.nextInt(candidates.size()));
  }

  private static void collect(Class<?> from, List<String> into) {
    if (!from.isAnnotationPresent(NotExcluded.class) && !from.isAnnotation()) {
      into.add(from.getName());
    }
    for (Class<?> nested : from.getDeclaredClasses()) {
      collect(nested, into);
    }
  }

  /**
   * Runs it all ways.
   *
   * @param excluded the class of it that the agent was told to exclude, or null
   * @return a line for each thing wrong
   */
  List<String> check(Differential differential, String excluded) {
    Differential.Report report = differential.compare(this::make, excluded);
    Pins pins = type.getAnnotation(Pins.class);
    List<String> wrong = new ArrayList<>(report.outcomeDifferences());
    if (pins == null || !pins.optional()) {
      wrong.addAll(report.pinDifferences());
    }
    if (report.suspendPoints() == 0) {
      wrong.add("it asked for no suspension");
    }
    if (excluded == null && !reasonsFit(pins, report.pins())) {
      wrong.add("it must pin for " + pins + ", but did for " + report.pins());
    }
    return wrong;
  }

  private static boolean reasonsFit(Pins pins, Set<Pinned> actual) {
    if (pins == null || (pins.optional() && actual.isEmpty())) {
      return actual.isEmpty();
    }
    return actual.equals(Set.of(pins.value()));
  }

  @Override
  public String toString() {
    return name();
  }
}
