package dev.weft.agent.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Throwable of the JDK that runs this test: what moved in it is named. */
class ThrowableRewriteTest {
  @Test
  void hasEachHookOnce() throws IOException {
    byte[] rewritten = ThrowableRewrite.rewrite(JdkClasses.read("Throwable"));
    assertEquals(
        List.of(
            "fillInStackTrace()Ljava/lang/Throwable; calls filled",
            "getOurStackTrace()[Ljava/lang/StackTraceElement; calls complete"),
        JdkClasses.callsOf(ThrowableRewrite.TRACE, rewritten).stream().sorted().toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"backtrace", "fillInStackTrace", "getOurStackTrace", "of"})
  void namesWhatMoved(String member) throws IOException {
    byte[] moved = JdkClasses.withMoved(JdkClasses.read("Throwable"), member);
    String message =
        assertThrows(IllegalStateException.class, () -> ThrowableRewrite.rewrite(moved))
            .getMessage();
    assertTrue(message.contains(member), message);
    assertTrue(message.contains(Runtime.version().toString()), message);
  }
}
