package dev.weft.core;

import org.jspecify.annotations.Nullable;

/** The agent's side door: what it sets when it has prepared the JVM. */
public final class Agent {
  private static volatile boolean installed;
  private static volatile @Nullable Runnable firstUse;

  private Agent() {}

  /**
   * Whether the agent has prepared this JVM; it does what it has put off until now. False in the
   * copy of this class on an application's class path.
   */
  public static boolean isInstalled() {
    if (firstUse != null) {
      prepare();
    }
    return installed;
  }

  private static synchronized void prepare() {
    Runnable pending = firstUse;
    if (pending != null) {
      pending.run();
      firstUse = null;
    }
  }

  /** Puts off {@code task} to the first use of the runtime. */
  public static void onFirstUse(Runnable task) {
    firstUse = task;
  }

  /**
   * @param resumerClassFile the class file of ConstantResumer
   */
  public static void install(byte[] resumerClassFile) {
    ConstantResumer.useClassFile(resumerClassFile);
    installed = true;
  }
}
