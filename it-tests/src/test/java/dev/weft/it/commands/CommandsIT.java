package dev.weft.it.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.it.support.Jdks;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the jar carries of its libraries is enough to read, to write and to scan. */
class CommandsIT {
  private static final String REPORT =
      """
      {"tool": "test", "live": true, "hooksLive": 3, "hooksTotal": 3, "contexts": 7, "findings": [
        {"fingerprint": "0123456789abcdef", "kind": "sleep", "severity": "error",
         "api": "java.lang.Thread.sleep", "count": 2, "totalNanos": 3000000, "maxNanos": 2000000,
         "frame": {"class": "com.acme.Shop", "method": "total", "file": "Shop.java", "line": 42},
         "threads": ["loop-1"], "tests": ["com.acme.ShopTest.total()"],
         "stack": [{"class": "java.lang.Thread", "method": "sleep", "line": -2},
                   {"class": "com.acme.Shop", "method": "total", "file": "Shop.java", "line": 42}],
         "asyncStack": []}]}
      """;

  @TempDir private Path dir;

  private record Result(int exit, String out, String err) {}

  private Result weft(String... arguments) throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(List.of(Jdks.java().toString(), "-jar", Jdks.agent().toString()));
    line.addAll(List.of(arguments));
    Path out = dir.resolve("out");
    Path err = dir.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(dir.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().remove("GITHUB_ACTIONS");
    Process process = builder.start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "took longer than a minute");
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @Test
  void gatesOnAReport() throws Exception {
    Files.writeString(dir.resolve("report.json"), REPORT);
    Result check = weft("check", "report.json");
    assertEquals(1, check.exit(), check::toString);
    assertTrue(check.out().contains("com.acme.Shop.total(Shop.java:42)"), check::toString);
    assertEquals("", check.err());
    assertEquals(0, weft("baseline", "report.json", "-o", "base.json").exit());
    Result known = weft("check", "report.json", "--baseline", "base.json");
    assertEquals(0, known.exit(), known::toString);
  }

  @Test
  void writesEveryFormat() throws Exception {
    Files.writeString(dir.resolve("report.json"), REPORT);
    for (String ending : List.of("json", "sarif", "xml", "html")) {
      Result check = weft("check", "report.json", "-o", "out." + ending);
      assertEquals(1, check.exit(), check::toString);
      assertTrue(
          Files.readString(dir.resolve("out." + ending)).contains("0123456789abcdef"), ending);
    }
  }

  @Test
  void saysInOneLineWhatIsWrong() throws Exception {
    Result missing = weft("check", "none.json");
    assertEquals(2, missing.exit(), missing::toString);
    assertTrue(missing.err().startsWith("weft: the report 'none.json' does not exist: "));
    assertEquals(1, missing.err().lines().count());
    Result unknown = weft("chek");
    assertEquals(2, unknown.exit(), unknown::toString);
    assertTrue(unknown.err().startsWith("weft: unknown command 'chek': known are"));
  }

  @Test
  void doesNotInstallTheAgent() throws Exception {
    Result version = weft("--version");
    assertEquals(0, version.exit(), version::toString);
    assertTrue(version.out().matches("weft-agent \\d+\\..*\\R"), version::toString);
    assertEquals("", version.err());
  }

  /** What the scan is to find. */
  static final class Handler extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
      Thread.sleep(1);
    }
  }

  @Test
  void scansClassesWithNettysJars() throws Exception {
    Path tests =
        Path.of(CommandsIT.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String netty =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.contains("netty"))
            .collect(Collectors.joining(File.pathSeparator));
    Result scan =
        weft("scan", tests + File.pathSeparator + netty, "--entries", Handler.class.getName());
    assertEquals(1, scan.exit(), scan::toString);
    assertTrue(
        scan.out().contains("sleep: java.lang.Thread.sleep in " + Handler.class.getName()),
        scan::toString);
  }
}
