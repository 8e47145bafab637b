package dev.weft.it.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.it.support.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Classes that another agent redefines while activations of their methods are saved, or run and are
 * saved later: as in the JVM, an activation goes on in the body in which it began.
 */
class RedefinitionIT {
  @Test
  void goesOnInTheBodyInWhichItBegan(@TempDir Path dir) throws Exception {
    String output =
        new ForkedJvm()
            .agent("weave=dev.weft.it.*")
            .jvm("-javaagent:" + agentJar(dir))
            .run(Redefinitions.class.getName())
            .mustSucceed()
            .output();
    List<String> expected = new ArrayList<>();
    for (String when : List.of("parked", "running")) {
      expected.add(when + " NONE: [87], then [87] in 2 runs");
      expected.add(when + " ONE_MORE_CALL: [87], then [87] in 2 runs");
      expected.add(when + " OTHER_CONSTANT: [87], then [127] in 2 runs");
      expected.add(when + " NO_CALL: [87], then [777] in 1 runs");
    }
    List<String> told = output.lines().filter(line -> line.contains(" runs")).sorted().toList();
    assertEquals(expected.stream().sorted().toList(), told, output);
  }

  /** A jar that only names the agent's class: the class itself is on the class path. */
  private static Path agentJar(Path dir) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", Redefinitions.class.getName());
    attributes.putValue("Can-Retransform-Classes", "true");
    attributes.putValue("Can-Redefine-Classes", "true");
    Path jar = dir.resolve("redefining.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }
}
