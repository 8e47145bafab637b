package dev.weft.bench.woven;

import java.util.function.IntSupplier;
import org.openjdk.jmh.annotations.CompilerControl;

/**
 * 255 virtual calls of tiny methods that the JIT must not inline and that themselves call: the
 * nodes of a full binary tree.
 */
final class CallTreeProgram implements IntSupplier {
  private static final int LEVELS = 8;

  private abstract static class Node {
    abstract int value();
  }

  private static final class Leaf extends Node {
    private final int value;

    Leaf(int value) {
      this.value = value;
    }

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    int value() {
      return value;
    }
  }

  private abstract static class Pair extends Node {
    final Node left;
    final Node right;

    Pair(Node left, Node right) {
      this.left = left;
      this.right = right;
    }
  }

  private static final class Sum extends Pair {
    Sum(Node left, Node right) {
      super(left, right);
    }

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    int value() {
      return left.value() + right.value();
    }
  }

  private static final class Difference extends Pair {
    Difference(Node left, Node right) {
      super(left, right);
    }

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    int value() {
      return left.value() - right.value();
    }
  }

  private static final class Product extends Pair {
    Product(Node left, Node right) {
      super(left, right);
    }

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    int value() {
      return left.value() * right.value();
    }
  }

  private final Node root = tree(LEVELS, 1);

  /** Numbers the nodes from 1, children of n being 2n and 2n + 1. */
  private static Node tree(int levels, int number) {
    if (levels == 1) {
      return new Leaf(number);
    }
    Node left = tree(levels - 1, 2 * number);
    Node right = tree(levels - 1, 2 * number + 1);
    switch (number % 3) {
      case 0:
        return new Sum(left, right);
      case 1:
        return new Difference(left, right);
      default:
        return new Product(left, right);
    }
  }

  @Override
  public int getAsInt() {
    return root.value();
  }
}
