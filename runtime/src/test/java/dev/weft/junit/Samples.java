package dev.weft.junit;

import static dev.weft.junit.FakeDetector.READ;
import static dev.weft.junit.FakeDetector.RULED;
import static dev.weft.junit.FakeDetector.SLEEP;
import static dev.weft.junit.FakeDetector.block;
import static dev.weft.junit.FakeDetector.blockForSomeone;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Test classes that {@link JUnitIntegrationTest} runs. */
final class Samples {
  private Samples() {}

  static class Plain {
    @Test
    void clean() {}

    @Test
    void blocks() throws Exception {
      block(SLEEP);
      block(SLEEP);
    }

    @Test
    void warns() throws Exception {
      block(READ);
    }

    @Test
    void isAllowedByARule() throws Exception {
      block(RULED);
    }

    @Test
    @AllowBlocking(kind = "sleep", reason = "it must")
    void isAllowed() throws Exception {
      block(SLEEP);
    }

    @Test
    @AllowBlocking(kind = "dns", reason = "something else")
    @AllowBlocking(api = "java.io.*", reason = "something else again")
    void isNotAllowed() throws Exception {
      block(SLEEP);
    }

    @Test
    @ExpectBlocking(kind = "sleep", api = "java.lang.Thread.*")
    void isExpected() throws Exception {
      block(SLEEP);
    }

    @Test
    @ExpectBlocking(kind = "dns")
    void isMissed() {}

    @Test
    @ExpectBlocking(kind = "sleep")
    void isSkipped() {
      Assumptions.abort();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void byParameter(int parameter) throws Exception {
      if (parameter == 2) {
        block(SLEEP);
      }
    }

    @TestFactory
    Stream<DynamicTest> dynamic() {
      return Stream.of(
          DynamicTest.dynamicTest("dynamic clean", () -> {}),
          DynamicTest.dynamicTest("dynamic blocks", () -> block(SLEEP)));
    }
  }

  @AllowBlocking(reason = "the class may")
  static class AllAllowed {
    @Test
    void isAllowedByItsClass() throws Exception {
      block(SLEEP);
    }
  }

  static class InConstructor {
    InConstructor() throws Exception {
      block(SLEEP);
    }

    @Test
    void constructed() {}
  }

  static class InBeforeEach {
    @BeforeEach
    void prepare() throws Exception {
      block(SLEEP);
    }

    @Test
    void prepared() {}
  }

  static class InBeforeAll {
    @BeforeAll
    static void prepareAll() throws Exception {
      block(SLEEP);
    }

    @Test
    void notRun() {}
  }

  static class InAfterAll {
    @Test
    void run() {}

    @AfterAll
    static void cleanUp() throws Exception {
      block(SLEEP);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  static class Parallel {
    static CyclicBarrier both = new CyclicBarrier(2);

    @Test
    void blocksItself() throws Exception {
      await();
      block(SLEEP);
      await();
    }

    @Test
    void runsBeside() throws Exception {
      await();
      blockForSomeone(READ.replace("warning", "error"));
      await();
    }

    private static void await() throws Exception {
      both.await(20, TimeUnit.SECONDS);
    }
  }

  static class ByHand {
    @Test
    void uncertainButAlone() throws Exception {
      blockForSomeone(SLEEP);
    }
  }
}
