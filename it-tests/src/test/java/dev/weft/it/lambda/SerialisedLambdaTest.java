package dev.weft.it.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.it.support.Differential;
import dev.weft.it.support.Differential.Report;
import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * A lambda that has been written to a stream and read back suspends like the one that was written.
 */
class SerialisedLambdaTest {
  /** A function that can be written. */
  interface Step extends Function<Probe, Object>, Serializable {}

  private static final class RoundTrip implements Program {
    @Override
    public Object run(Probe p) throws Exception {
      int number = 7;
      double real = -0.0;
      String text = "text";
      Step lambda = q -> q.suspend(number) + text + q.suspend(real);
      Step reference = Steps::own;
      Step nested = copy((Step & Serializable) q -> reference.apply(q) + "" + lambda.apply(q));
      return List.of(
          lambda.apply(p), copy(lambda).apply(p), copy(reference).apply(p), nested.apply(p));
    }

    private static Step copy(Step step) throws IOException, ClassNotFoundException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(step);
      }
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        return (Step) in.readObject();
      }
    }
  }

  private static final class Steps {
    static long own(Probe p) {
      return p.suspend(5L);
    }
  }

  @Test
  void suspendsAfterTheRoundTrip() {
    try (Differential differential = new Differential()) {
      Report report = differential.compare(RoundTrip::new);
      assertEquals(List.of(), report.differences());
      assertEquals(Set.of(), report.pins());
      assertEquals(8, report.suspendPoints());
    }
  }
}
