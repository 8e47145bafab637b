package dev.weft.it.agentoptions;

import dev.weft.Continuation;
import dev.weft.ContinuationScope;
import java.nio.file.Files;
import java.nio.file.Path;

/** The application that must start. Prints what became of each of its arguments, one line each. */
public final class Application {
  private static final ContinuationScope SCOPE = new ContinuationScope("application");

  private Application() {}

  private static final class Twice implements Runnable {
    int steps;

    @Override
    public void run() {
      steps++;
      Continuation.yield(SCOPE);
      steps++;
    }
  }

  public static void main(String[] args) throws Exception {
    System.out.println("started");
    for (String arg : args) {
      System.out.println(arg + ": " + outcome(arg));
    }
  }

  private static String outcome(String arg) throws Exception {
    try {
      return arg.equals("suspend") ? suspend() : define(Path.of(arg));
    } catch (IllegalStateException | LinkageError e) {
      return e.toString();
    }
  }

  /** How far each run of a continuation came. */
  private static String suspend() {
    Twice twice = new Twice();
    Continuation c = new Continuation(SCOPE, twice);
    c.run();
    int first = twice.steps;
    c.run();
    return first + " then " + twice.steps;
  }

  private static String define(Path classFile) throws Exception {
    return new Loader().define(Files.readAllBytes(classFile)).getSimpleName();
  }

  private static final class Loader extends ClassLoader {
    private static final String NAME = "dev.weft.it.agentoptions.FromTheFuture";

    Class<?> define(byte[] classFile) {
      return defineClass(NAME, classFile, 0, classFile.length);
    }
  }
}
