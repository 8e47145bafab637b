package dev.weft.it.corpus;

import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads and links every class of the given jars and writes down what came of each. Run in a JVM of
 * its own, once without the agent and once with it; {@link CorpusReport} compares the two.
 *
 * <p>Arguments: the file to write, then the jars. One loader holds them all, so that they find each
 * other. A line per class: jar, class, outcome and shape, separated by tabs; the last line begins
 * with {@code #} and says how much CPU time loading and linking took.
 */
public final class CorpusMain {
  private final ClassLoader loader;
  private final BufferedWriter out;
  private long nanos;
  private int classes;
  private long copyNanos;
  private int copies;

  private CorpusMain(ClassLoader loader, BufferedWriter out) {
    this.loader = loader;
    this.out = out;
  }

  public static void main(String[] args) throws IOException {
    VerifierProbe.check();
    List<Path> jars = new ArrayList<>();
    for (String jar : List.of(args).subList(1, args.length)) {
      jars.add(Path.of(jar));
    }
    Path result = Path.of(args[0]);
    CorpusMain corpus;
    try (URLClassLoader loader =
            new URLClassLoader(urls(jars), ClassLoader.getPlatformClassLoader());
        BufferedWriter out = Files.newBufferedWriter(result)) {
      corpus = new CorpusMain(loader, out);
      for (Path jar : jars) {
        corpus.visit(jar);
      }
      out.write("# " + corpus.classes + " " + corpus.nanos + "\n");
    }
    if (WovenCounts.available()) {
      WovenCounts.write(WovenCounts.besides(result), corpus.copies, corpus.copyNanos);
    }
  }

  private static URL[] urls(List<Path> jars) throws MalformedURLException {
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = jars.get(i).toUri().toURL();
    }
    return urls;
  }

  private void visit(Path jar) throws IOException {
    for (String name : JarClasses.names(jar)) {
      out.write(jar.getFileName() + "\t" + name + "\t" + visit(jar, name) + "\n");
    }
  }

  /** The form that can suspend is written and verified when it is first needed: now. */
  private void prepare(Class<?> type) {
    if (WovenCounts.available()) {
      long start = cpuTime();
      copies += WovenCounts.prepare(type) ? 1 : 0;
      copyNanos += cpuTime() - start;
    }
  }

  /** Of this thread: other programs' load on the machine must not show in the table. */
  private static long cpuTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /**
   * @return outcome, a tab, and the shape
   */
  private String visit(Path jar, String name) {
    long start = cpuTime();
    try {
      Class<?> type = Class.forName(name, false, loader);
      if (!JarClasses.isFrom(jar, type)) {
        return Outcome.SHADOWED + "\t";
      }
      Outcome linked = Outcome.ofLinking(type);
      nanos += cpuTime() - start;
      classes++;
      if (linked.isLinked()) {
        prepare(type);
      }
      return linked + "\t" + (linked.isLinked() ? Shape.of(type) : "");
    } catch (Throwable e) {
      return Outcome.ofFailure(e) + "\t";
    }
  }
}
