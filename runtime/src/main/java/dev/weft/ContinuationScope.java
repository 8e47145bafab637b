package dev.weft;

import java.util.Objects;

/**
 * Names what a {@link Continuation#yield} suspends: the innermost mounted continuation of the same
 * scope.
 */
public final class ContinuationScope {
  private final String name;

  public ContinuationScope(String name) {
    this.name = Objects.requireNonNull(name, "name");
  }

  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return name;
  }
}
