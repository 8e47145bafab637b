package dev.weft.agent.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The NullPointerException of the JDK that runs this test: what moved in it is named. */
class NullPointerRewriteTest {
  @Test
  void hasTheHookOnce() throws IOException {
    byte[] rewritten = NullPointerRewrite.rewrite(JdkClasses.read("NullPointerException"));
    assertEquals(
        List.of("getMessage()Ljava/lang/String; calls nullMessage"),
        JdkClasses.callsOf(ThrowableRewrite.TRACE, rewritten));
  }

  @ParameterizedTest
  @ValueSource(strings = {"getMessage", "getExtendedNPEMessage"})
  void namesWhatMoved(String member) throws IOException {
    byte[] moved = JdkClasses.withMoved(JdkClasses.read("NullPointerException"), member);
    String message =
        assertThrows(IllegalStateException.class, () -> NullPointerRewrite.rewrite(moved))
            .getMessage();
    assertTrue(message.contains(member), message);
    assertTrue(message.contains(Runtime.version().toString()), message);
  }
}
