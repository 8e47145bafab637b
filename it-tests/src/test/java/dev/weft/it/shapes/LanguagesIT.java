package dev.weft.it.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.weft.it.support.ForkedJvm;
import dev.weft.it.support.Sources;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The output of the compilers of other languages, whose libraries are not woven. */
class LanguagesIT {
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  @TempDir Path out;

  @Test
  void kotlin() throws Exception {
    check(
        "KotlinShapes",
        "kt",
        "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
        List.of("-no-stdlib", "-no-reflect", "-jvm-target", "17", "-d", out.toString()));
  }

  @Test
  void scala() throws Exception {
    check(
        "ScalaShapes",
        "scala",
        "scala.tools.nsc.Main",
        List.of("-release", "17", "-d", out.toString()));
  }

  @Test
  void groovy() throws Exception {
    check(
        "GroovyShapes",
        "groovy",
        "org.codehaus.groovy.tools.FileSystemCompiler",
        List.of("-d", out.toString()));
  }

  private void check(String group, String extension, String compiler, List<String> options)
      throws Exception {
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(List.of("-classpath", out + File.pathSeparator + CLASS_PATH));
    arguments.add(Sources.resource("shapes/" + group + "." + extension).toString());
    new ForkedJvm().run(compiler, arguments.toArray(new String[0])).mustSucceed();
    ForkedJvm jvm = new ForkedJvm().before(out).agent("weave=dev.weft.it.*");
    ShapeRun run = ShapeRun.of(jvm, List.of("suspending", group));
    assertFalse(run.wrong().isEmpty());
    Map<String, List<String>> wrong = new LinkedHashMap<>(run.wrong());
    wrong.values().removeIf(List::isEmpty);
    assertEquals(Map.of(), wrong, group);
  }
}
