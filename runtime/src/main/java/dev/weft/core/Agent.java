package dev.weft.core;

/** The agent's side door: what it sets when it has prepared the JVM. */
public final class Agent {
  private static volatile boolean installed;

  private Agent() {}

  /**
   * Whether the agent has prepared this JVM. False in the copy of this class on an application's
   * class path.
   */
  public static boolean isInstalled() {
    return installed;
  }

  /**
   * @param resumerClassFile the class file of ConstantResumer
   */
  public static void install(byte[] resumerClassFile) {
    ConstantResumer.useClassFile(resumerClassFile);
    installed = true;
  }
}
