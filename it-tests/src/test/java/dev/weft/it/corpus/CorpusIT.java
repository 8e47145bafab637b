package dev.weft.it.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.it.support.ForkedJvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A slice of the corpus: the libraries that other tests here use anyway. The whole is {@code
 * it-tests/corpus/run}.
 */
final class CorpusIT {
  private static final List<String> SLICE =
      List.of(
          "freemarker-",
          "gson-",
          "guava-",
          "jackson-core-",
          "jackson-databind-",
          "kotlin-stdlib-",
          "snakeyaml-");

  @TempDir Path directory;

  @Test
  void wovenClassesLinkAndKeepTheirShapes() throws IOException, InterruptedException {
    Path plain = directory.resolve("plain.txt");
    Path woven = directory.resolve("woven.txt");
    run(new ForkedJvm(), plain);
    run(new ForkedJvm().agent("weave=*"), woven);
    Comparison comparison = Comparison.of(plain, woven);
    assertEquals(List.of(), comparison.failures());
    WovenCounts counts = WovenCounts.read(WovenCounts.besides(woven));
    assertEquals(List.of(), counts.refused());
    assertTrue(counts.copies() > 2000, () -> "only " + counts.copies() + " copies were written");
    assertTrue(counts.classes() > 2000, () -> "only " + counts.classes() + " classes were woven");
  }

  private static void run(ForkedJvm jvm, Path result) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.add(result.toString());
    arguments.addAll(slice());
    jvm.jvm("-Xmx1g")
        .deadline(Duration.ofMinutes(4))
        .run(CorpusMain.class.getName(), arguments.toArray(String[]::new))
        .mustSucceed();
  }

  private static List<String> slice() {
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      String name = Path.of(entry).getFileName().toString();
      if (SLICE.stream().anyMatch(name::startsWith)) {
        jars.add(entry);
      }
    }
    assertTrue(jars.size() >= SLICE.size(), () -> "the class path has only " + jars);
    return jars;
  }
}
