package dev.weft.it.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acme.Attached;
import com.sun.tools.attach.VirtualMachine;
import dev.weft.agent.report.Finding;
import dev.weft.agent.report.JsonReport;
import dev.weft.agent.report.Kind;
import dev.weft.agent.report.Report;
import dev.weft.it.support.ForkedJvm;
import dev.weft.it.support.Jdks;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The agent comes to a server that runs, and finds what blocks from then on. */
@Timeout(120)
class AttachedIT {
  @TempDir Path dir;

  @Test
  void findsWhatBlocksALoopThatHasRunBefore() throws Exception {
    Path file = dir.resolve("report.json");
    Process server = new ForkedJvm().start(Attached.class.getName());
    try (BufferedReader output = server.inputReader(UTF_8)) {
      assertEquals("running", output.readLine());
      attach(server, "report=" + file);
      server.getOutputStream().write('\n');
      server.getOutputStream().flush();
      String rest = output.lines().collect(Collectors.joining("\n"));
      assertEquals(0, server.waitFor(), rest);
    } finally {
      server.destroyForcibly();
    }
    check(JsonReport.read(file));
  }

  private static void attach(Process server, String options) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(String.valueOf(server.pid()));
    try {
      machine.loadAgent(Jdks.agent().toString(), options);
    } finally {
      machine.detach();
    }
  }

  private static void check(Report report) {
    assertTrue(report.live(), report::toString);
    assertEquals(List.of(), report.problems());
    List<Finding> sleeps = report.findings().stream().filter(f -> f.kind() == Kind.SLEEP).toList();
    assertTrue(sleeps.stream().allMatch(finding -> finding.count() == 1), sleeps::toString);
    assertEquals(
        Set.of("Attached.blockInTask", "Attached.blockInHandler", "Attached$Later.run"),
        sleeps.stream().map(AttachedIT::place).collect(Collectors.toSet()));
  }

  private static String place(Finding finding) {
    String type = finding.frame().className();
    return type.substring(type.indexOf('.') + 1) + "." + finding.frame().method();
  }
}
