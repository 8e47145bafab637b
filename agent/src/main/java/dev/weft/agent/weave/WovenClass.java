package dev.weft.agent.weave;

import dev.weft.core.ClassInfo;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What weaving made of one class file. */
public final class WovenClass {
  private final byte @Nullable [] classFile;
  private final @Nullable ClassInfo info;
  private final @Nullable ClassVersions versions;
  private final int methods;
  private final Map<String, String> leftAlone;

  WovenClass(
      byte @Nullable [] classFile,
      @Nullable ClassInfo info,
      @Nullable ClassVersions versions,
      int methods,
      Map<String, String> leftAlone) {
    this.classFile = classFile;
    this.info = info;
    this.versions = versions;
    this.methods = methods;
    this.leftAlone = leftAlone;
  }

  /** The new class file, or null when nothing had to change. */
  public byte @Nullable [] classFile() {
    return classFile;
  }

  /** What the runtime must know of it before it runs; null when nothing had to change. */
  public @Nullable ClassInfo info() {
    return info;
  }

  /** What to know when the class is woven again; null when nothing had to change. */
  @Nullable ClassVersions versions() {
    return versions;
  }

  /** How many methods were woven. */
  public int methods() {
    return methods;
  }

  /** Why methods (name and descriptor) were left as they were. */
  public Map<String, String> leftAlone() {
    return leftAlone;
  }
}
