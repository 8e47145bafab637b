package dev.weft.it.fuzz.gen;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which parts of a program to leave out, named by the seeds of their generators, and which parts
 * there were.
 */
public final class Pruning {
  private final Set<Long> left;
  private final List<Long> visited = new ArrayList<>();

  public Pruning(Set<Long> left) {
    this.left = left;
  }

  public static Pruning none() {
    return new Pruning(Set.of());
  }

  boolean leavesOut(Rng part) {
    if (left.contains(part.seed())) {
      return true;
    }
    visited.add(part.seed());
    return false;
  }

  /** The parts that were generated, outer before inner. */
  public List<Long> visited() {
    return visited;
  }

  /** This with one part more left out. */
  public Pruning without(Set<Long> parts) {
    Set<Long> more = new HashSet<>(left);
    more.addAll(parts);
    return new Pruning(more);
  }

  public int size() {
    return left.size();
  }
}
