package dev.weft.agent.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The StackWalker of the JDK that runs this test: what moved in it is named. */
class StackWalkerRewriteTest {
  private static final String TRAVERSER = "StackStreamFactory$StackFrameTraverser";
  private static final String WALKER = "StackWalker";
  private static final UnaryOperator<byte[]> OF_TRAVERSER = StackWalkerRewrite::rewriteTraverser;
  private static final UnaryOperator<byte[]> OF_WALKER = StackWalkerRewrite::rewriteWalker;

  static Stream<Arguments> members() {
    return Stream.of(
        Arguments.of(TRAVERSER, OF_TRAVERSER, "consumeFrames"),
        Arguments.of(TRAVERSER, OF_TRAVERSER, "stream"),
        Arguments.of(WALKER, OF_WALKER, "getCallerClass"),
        Arguments.of(WALKER, OF_WALKER, "findCaller"));
  }

  private static List<String> hooks(byte[] rewritten) {
    return JdkClasses.callsOf(StackWalkerRewrite.WALK, rewritten);
  }

  @Test
  void hasEachHookOnce() throws IOException {
    assertEquals(
        List.of("consumeFrames()Ljava/lang/Object; calls frames"),
        hooks(OF_TRAVERSER.apply(JdkClasses.read(TRAVERSER))));
    assertEquals(
        List.of("getCallerClass()Ljava/lang/Class; calls caller"),
        hooks(OF_WALKER.apply(JdkClasses.read(WALKER))));
  }

  @ParameterizedTest
  @MethodSource("members")
  void namesWhatMoved(String type, UnaryOperator<byte[]> rewrite, String member)
      throws IOException {
    byte[] moved = JdkClasses.withMoved(JdkClasses.read(type), member);
    String message =
        assertThrows(IllegalStateException.class, () -> rewrite.apply(moved)).getMessage();
    assertTrue(message.contains(member), message);
    assertTrue(message.contains(Runtime.version().toString()), message);
  }
}
