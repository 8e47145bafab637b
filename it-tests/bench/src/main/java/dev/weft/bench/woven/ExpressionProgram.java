package dev.weft.bench.woven;

import java.util.function.IntSupplier;

/**
 * Interprets an expression as a tree of nodes: sum over i of (if i % 3 < 1 then i * i + 7 else (i -
 * 5) * 3), in a loop node.
 */
final class ExpressionProgram implements IntSupplier {
  private static final int I = 0;
  private static final int SUM = 1;

  private abstract static class Node {
    abstract int eval(int[] variables);
  }

  private static final class Constant extends Node {
    private final int value;

    Constant(int value) {
      this.value = value;
    }

    @Override
    int eval(int[] variables) {
      return value;
    }
  }

  private static final class Variable extends Node {
    private final int slot;

    Variable(int slot) {
      this.slot = slot;
    }

    @Override
    int eval(int[] variables) {
      return variables[slot];
    }
  }

  private static final class Assign extends Node {
    private final int slot;
    private final Node value;

    Assign(int slot, Node value) {
      this.slot = slot;
      this.value = value;
    }

    @Override
    int eval(int[] variables) {
      return variables[slot] = value.eval(variables);
    }
  }

  private static final class Binary extends Node {
    private final char operator;
    private final Node left;
    private final Node right;

    Binary(char operator, Node left, Node right) {
      this.operator = operator;
      this.left = left;
      this.right = right;
    }

    @Override
    int eval(int[] variables) {
      int a = left.eval(variables);
      int b = right.eval(variables);
      return switch (operator) {
        case '+' -> a + b;
        case '-' -> a - b;
        case '*' -> a * b;
        case '%' -> a % b;
        case '<' -> a < b ? 1 : 0;
        default -> throw new IllegalStateException("operator " + operator);
      };
    }
  }

  private static final class If extends Node {
    private final Node condition;
    private final Node then;
    private final Node otherwise;

    If(Node condition, Node then, Node otherwise) {
      this.condition = condition;
      this.then = then;
      this.otherwise = otherwise;
    }

    @Override
    int eval(int[] variables) {
      return condition.eval(variables) != 0 ? then.eval(variables) : otherwise.eval(variables);
    }
  }

  private static final class While extends Node {
    private final Node condition;
    private final Node[] body;

    While(Node condition, Node... body) {
      this.condition = condition;
      this.body = body;
    }

    @Override
    int eval(int[] variables) {
      int last = 0;
      while (condition.eval(variables) != 0) {
        for (Node node : body) {
          last = node.eval(variables);
        }
      }
      return last;
    }
  }

  private final Node loop = loop();

  private static Node loop() {
    Node i = new Variable(I);
    Node square = binary('+', binary('*', i, i), new Constant(7));
    Node linear = binary('*', binary('-', i, new Constant(5)), new Constant(3));
    Node term =
        new If(binary('<', binary('%', i, new Constant(3)), new Constant(1)), square, linear);
    return new While(
        binary('<', i, new Constant(100)),
        new Assign(SUM, binary('+', new Variable(SUM), term)),
        new Assign(I, binary('+', i, new Constant(1))));
  }

  private static Node binary(char operator, Node left, Node right) {
    return new Binary(operator, left, right);
  }

  @Override
  public int getAsInt() {
    int[] variables = new int[2];
    loop.eval(variables);
    return variables[SUM];
  }
}
