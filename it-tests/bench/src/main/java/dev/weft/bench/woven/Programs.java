package dev.weft.bench.woven;

import java.util.function.IntSupplier;

/** The programs, each with the result that it must give. */
public enum Programs {
  EXPRESSION(121810) {
    @Override
    public IntSupplier create() {
      return new ExpressionProgram();
    }
  },
  JSON(-41832) {
    @Override
    public IntSupplier create() {
      return new JsonProgram();
    }
  },
  JDK_SORT(1072487799) {
    @Override
    public IntSupplier create() {
      return new JdkSortProgram();
    }
  },
  QUICKSORT(1072487799) {
    @Override
    public IntSupplier create() {
      return new QuickSortProgram();
    }
  },
  VISITOR(48544) {
    @Override
    public IntSupplier create() {
      return new VisitorProgram();
    }
  },
  MATCHER(21464) {
    @Override
    public IntSupplier create() {
      return new MatcherProgram();
    }
  },
  CALLS_IN_LOOP(427) {
    @Override
    public IntSupplier create() {
      return new CallLoopProgram();
    }
  },
  CALLS_IN_TREE(1600944605) {
    @Override
    public IntSupplier create() {
      return new CallTreeProgram();
    }
  };

  private final int expected;

  Programs(int expected) {
    this.expected = expected;
  }

  public abstract IntSupplier create();

  public int expected() {
    return expected;
  }
}
