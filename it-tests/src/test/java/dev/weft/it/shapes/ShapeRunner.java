package dev.weft.it.shapes;

import dev.weft.it.support.Differential;
import java.util.List;

/**
 * The main class of a JVM that runs shapes. Arguments: the word {@code plain} to run each once
 * without suspending and print its outcome; or {@code suspending} to compare all ways; then names
 * of shapes, each followed by {@code =} and the class that the agent was told to exclude, if there
 * is one. Prints for each shape the lines
 *
 * <pre>
 * shape NAME
 * outcome TEXT          if plain
 * wrong WHAT            for each difference
 * </pre>
 */
public final class ShapeRunner {
  private ShapeRunner() {}

  public static void main(String[] args) throws Exception {
    boolean plain = args[0].equals("plain");
    for (String arg : List.of(args).subList(1, args.length)) {
      int equals = arg.indexOf('=');
      String name = equals < 0 ? arg : arg.substring(0, equals);
      String excluded = equals < 0 ? null : arg.substring(equals + 1);
      for (Shape shape :
          name.indexOf('$') < 0 ? Shapes.ofGroup(name) : List.of(Shape.named(name))) {
        run(shape, plain, excluded);
      }
    }
    System.out.println("end");
    System.exit(0);
  }

  private static void run(Shape shape, boolean plain, String excluded) throws Exception {
    System.out.println("shape " + shape.name());
    if (plain) {
      System.out.println("outcome " + Differential.plain(shape.make()).digest());
    } else {
      compare(shape, excluded);
    }
  }

  private static void compare(Shape shape, String excluded) {
    try (Differential differential = new Differential()) {
      for (String wrong : shape.check(differential, excluded)) {
        System.out.println("wrong " + wrong.replace("\n", "\\n"));
      }
    } catch (Throwable t) {
      System.out.println("wrong " + t);
      t.printStackTrace();
    }
  }
}
