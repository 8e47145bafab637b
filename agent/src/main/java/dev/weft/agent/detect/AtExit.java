package dev.weft.agent.detect;

import jdk.internal.access.SharedSecrets;

/** Runs something when the JVM exits, after the application's own shutdown hooks. */
final class AtExit {
  /** The JDK itself uses 0 to 2: the console, the application's hooks, files to delete. */
  private static final int SLOT = 7;

  private AtExit() {}

  static void run(Runnable task) {
    try {
      SharedSecrets.getJavaLangAccess().registerShutdownHook(SLOT, false, task);
    } catch (LinkageError | RuntimeException e) {
      Runtime.getRuntime().addShutdownHook(new Thread(task, "weft-detect-report"));
    }
  }
}
