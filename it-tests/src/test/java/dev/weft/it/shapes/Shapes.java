package dev.weft.it.shapes;

import dev.weft.it.support.Program;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All shapes that are written in Java. */
final class Shapes {
  /** Sources in Java 8 syntax, which are also compiled for the class file levels from 8. */
  static final List<Class<?>> JAVA_8 =
      List.of(
          OperandShapes.class,
          LocalShapes.class,
          ControlShapes.class,
          DepthShapes.class,
          ExceptionShapes.class,
          ConstructionShapes.class,
          MonitorShapes.class,
          CallShapes.class,
          LambdaShapes.class,
          ReflectionShapes.class,
          CallbackShapes.class,
          TextShapes.class,
          GeneratorShapes.class);

  /** Sources that need Java 17. */
  static final List<Class<?>> JAVA_17 = List.of(ModernShapes.class);

  private Shapes() {}

  /** Every shape of the group of that name, whose class need not be known here. */
  static List<Shape> ofGroup(String group) throws ClassNotFoundException {
    return of(List.of(Class.forName(Shapes.class.getPackageName() + "." + group)));
  }

  /** Every shape of the groups, by name. */
  static List<Shape> of(List<Class<?>> groups) {
    List<Shape> shapes = new ArrayList<>();
    for (Class<?> group : groups) {
      for (Class<?> type : group.getDeclaredClasses()) {
        if (Program.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
          shapes.add(new Shape(type.asSubclass(Program.class)));
        }
      }
    }
    shapes.sort(Comparator.comparing(Shape::name));
    return shapes;
  }

  static List<Shape> all() {
    return Stream.of(JAVA_8, JAVA_17).flatMap(groups -> of(groups).stream()).toList();
  }
}
