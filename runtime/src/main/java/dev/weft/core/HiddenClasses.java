package dev.weft.core;

import java.lang.invoke.MethodHandles.Lookup;
import org.jspecify.annotations.Nullable;

/**
 * Hidden classes that an application defines, which no agent sees: one that extends a woven class
 * would hand the token of its caller on to what it delegates to. {@code
 * MethodHandles.Lookup.defineHiddenClass} is rewritten to pass the class file through here.
 */
public final class HiddenClasses {
  /** Makes the methods of such a class clear the link. */
  public interface Clearing {
    /** The class file, or the same array if nothing has to change. */
    byte[] cleared(Lookup host, byte[] classFile);
  }

  private static volatile @Nullable Clearing clearing;

  private HiddenClasses() {}

  /** For the agent. */
  public static void use(Clearing installed) {
    clearing = installed;
  }

  /**
   * Called when a hidden class is about to be defined.
   *
   * @param classFile as the application gave it, perhaps null or no class file at all
   */
  public static byte @Nullable [] cleared(Lookup host, byte @Nullable [] classFile) {
    Clearing c = clearing;
    if (c == null || classFile == null) {
      return classFile;
    }
    Object shelf = Hooks.shelve();
    try {
      return c.cleared(host, classFile);
    } catch (Throwable t) {
      return classFile; // what is wrong with it the JDK will say
    } finally {
      Hooks.unshelve(shelf);
    }
  }
}
