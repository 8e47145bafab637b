package dev.weft.agent.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The factory of lambdas of the JDK that runs this test: what moved in it is named. */
class LambdaRewriteTest {
  private static final String FACTORY = "invoke/InnerClassLambdaMetafactory";

  @Test
  void hasTheHookOnce() throws IOException {
    byte[] rewritten = LambdaRewrite.rewrite(JdkClasses.read(FACTORY));
    assertEquals(
        List.of(JdkMembers.BUILD_SITE + " calls spun"),
        JdkClasses.callsOf(LambdaRewrite.HOOK, rewritten));
  }

  @ParameterizedTest
  @ValueSource(strings = {"buildCallSite", "spinInnerClass"})
  void namesWhatMoved(String member) throws IOException {
    byte[] moved = JdkClasses.withMoved(JdkClasses.read(FACTORY), member);
    String message =
        assertThrows(IllegalStateException.class, () -> LambdaRewrite.rewrite(moved)).getMessage();
    assertTrue(message.contains(member), message);
    assertTrue(message.contains(Runtime.version().toString()), message);
  }
}
