package dev.weft.it.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.weft.it.support.ForkedJvm;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All shapes under JaCoCo too, which changes the same classes before or after they are woven. */
class OtherAgentsIT {
  private static final String WEAVE = "weave=dev.weft.it.*";

  @TempDir Path data;

  @Test
  void jacocoFirst() throws Exception {
    check(new ForkedJvm().jvm(jacoco()).agent(WEAVE));
  }

  @Test
  void jacocoSecond() throws Exception {
    check(new ForkedJvm().agent(WEAVE).jvm(jacoco()));
  }

  private String jacoco() {
    String jar =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.contains("org.jacoco.agent"))
            .findFirst()
            .orElseThrow();
    Path results = data.resolve("jacoco.exec");
    return "-javaagent:" + jar + "=includes=dev.weft.it.shapes.*,destfile=" + results;
  }

  private static void check(ForkedJvm jvm) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("suspending"));
    Shapes.all().forEach(shape -> arguments.add(shape.name()));
    ShapeRun run = ShapeRun.of(jvm, arguments);
    assertFalse(run.wrong().isEmpty());
    Map<String, List<String>> wrong = new LinkedHashMap<>(run.wrong());
    wrong.values().removeIf(List::isEmpty);
    assertEquals(Map.of(), wrong);
  }
}
