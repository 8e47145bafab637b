package dev.weft.agent;

import dev.weft.core.FiberOrigins;
import dev.weft.detect.Fibers;
import org.jspecify.annotations.Nullable;

/** Tells the detection of blocking calls which fiber runs. */
final class FiberLink implements FiberOrigins.Detection {
  private FiberLink() {}

  /** Does nothing where detection could not be defined. */
  static void install() {
    try {
      Class.forName("dev.weft.detect.Fibers", true, null);
      FiberOrigins.use(new FiberLink());
    } catch (ClassNotFoundException | LinkageError e) {
      // told when detection began
    }
  }

  @Override
  public @Nullable Object here(Object body) {
    return Fibers.originHere(body);
  }

  @Override
  public Object begin(Object origin) {
    return Fibers.begin(origin);
  }

  @Override
  public void end(Object before) {
    Fibers.end(before);
  }
}
