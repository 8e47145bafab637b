package dev.weft.agent.scan;

import dev.weft.agent.report.Report;
import dev.weft.agent.weave.Globs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The static pass over a class path. */
public final class Scan {
  private Scan() {}

  /**
   * Lists blocking calls that event-loop callbacks and fibers reach. The report's contexts are the
   * entry points; a finding's stack leads from the call to one of them.
   *
   * @param classPath directories and jars
   * @param entryClasses the classes whose callbacks count; without globs all but Netty's and Weft's
   * @param tool name and version of the caller
   * @throws IOException if an entry of the class path cannot be read
   */
  public static Report run(List<Path> classPath, Globs entryClasses, String tool)
      throws IOException {
    Program program = Program.read(classPath);
    List<MethodCode> entries = EntryPoints.of(program, entryClasses);
    return new Report(
        tool,
        true,
        0,
        0,
        entries.size(),
        Reach.from(entries, program, BlockingCalls.load()),
        program.unreadable(),
        List.of());
  }
}
