package dev.weft.it.shapes;

import dev.weft.it.support.ForkedJvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a JVM with {@link ShapeRunner} printed.
 *
 * @param outcomes of each shape by name; empty unless run plain
 * @param wrong for each shape by name what was found wrong; empty lists if nothing
 */
record ShapeRun(Map<String, String> outcomes, Map<String, List<String>> wrong) {
  /**
   * Runs shapes in a JVM.
   *
   * @param arguments as {@link ShapeRunner} takes them
   * @throws AssertionError if it does not get to its end
   */
  static ShapeRun of(ForkedJvm jvm, List<String> arguments)
      throws IOException, InterruptedException {
    ForkedJvm.Result result =
        jvm.run(ShapeRunner.class.getName(), arguments.toArray(new String[0])).mustSucceed();
    if (!result.lines().contains("end")) {
      throw new AssertionError("it stopped early:\n" + result.output());
    }
    return parse(result.lines());
  }

  private static ShapeRun parse(List<String> lines) {
    ShapeRun run = new ShapeRun(new LinkedHashMap<>(), new LinkedHashMap<>());
    String shape = "";
    for (String line : lines) {
      String rest = line.substring(line.indexOf(' ') + 1);
      if (line.startsWith("shape ")) {
        shape = rest;
        run.wrong.put(shape, new ArrayList<>());
      } else if (line.startsWith("outcome ")) {
        run.outcomes.put(shape, rest);
      } else if (line.startsWith("wrong ")) {
        run.wrong.get(shape).add(rest);
      }
    }
    return run;
  }
}
