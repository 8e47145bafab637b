package dev.weft.agent.weave;

import dev.weft.core.ClassInfo;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What weaving made of one class file.
 *
 * @param classFile the new class file, or null when nothing had to change
 * @param info what the runtime must know of it before it runs; null when nothing had to change
 * @param version the number by which its copy is found; 0 if it has no stubs
 * @param methods how many methods have stubs
 * @param leftAlone why methods (name and descriptor) were left as they were
 */
public record WovenClass(
    byte @Nullable [] classFile,
    @Nullable ClassInfo info,
    int version,
    int methods,
    Map<String, String> leftAlone) {

  static WovenClass unchanged(Map<String, String> leftAlone) {
    return new WovenClass(null, null, 0, 0, leftAlone);
  }
}
