package dev.weft.it.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.weft.it.support.ForkedJvm;
import dev.weft.it.support.Javac;
import dev.weft.it.support.Jdks;
import dev.weft.it.support.Sources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shapes as javac writes them at other class file levels, on the JVM under test where it can
 * load them.
 */
class LevelsIT {
  @TempDir Path out;

  @Test
  void java8() throws Exception {
    check(8, Shapes.JAVA_8, List.of());
  }

  @Test
  void java8WithoutDebugInformation() throws Exception {
    check(8, Shapes.JAVA_8, List.of(), "-g:none");
  }

  @Test
  void java11() throws Exception {
    check(11, Shapes.JAVA_8, List.of());
  }

  @Test
  void java21() throws Exception {
    check(21, both(), List.of("PatternShapes"));
  }

  @Test
  void java25() throws Exception {
    check(25, both(), List.of("PatternShapes", "FlexibleShapes"));
  }

  private static List<Class<?>> both() {
    return Stream.of(Shapes.JAVA_8, Shapes.JAVA_17).flatMap(List::stream).toList();
  }

  /**
   * @param more groups that are among the resources, since this build's compiler is too old for
   *     them
   */
  private void check(int release, List<Class<?>> groups, List<String> more, String... options)
      throws Exception {
    Path java = Jdks.atLeast(release).orElse(null);
    Assumptions.assumeTrue(java != null, "no JDK of at least " + release);
    List<Path> sources = new ArrayList<>();
    List<String> arguments = new ArrayList<>(List.of("suspending"));
    for (Class<?> group : groups) {
      sources.add(Sources.of(group));
      arguments.add(group.getSimpleName());
    }
    for (String group : more) {
      sources.add(Sources.resource("shapes/" + group + ".java"));
      arguments.add(group);
    }
    Javac.compile(java, release, sources, out, options);
    ForkedJvm jvm = new ForkedJvm().java(java).before(out).agent("weave=dev.weft.it.*");
    ShapeRun run = ShapeRun.of(jvm, arguments);
    assertFalse(run.wrong().isEmpty());
    Map<String, List<String>> wrong = new LinkedHashMap<>(run.wrong());
    wrong.values().removeIf(List::isEmpty);
    assertEquals(Map.of(), wrong, "level " + release + " on " + java);
  }
}
