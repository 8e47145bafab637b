package dev.weft.agent.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The linker of the JDK that runs this test: what moved in it is named. */
class LinkerRewriteTest {
  private static final String LINKER = "invoke/MethodHandleNatives";

  @Test
  void hasTheHookOnce() throws IOException {
    byte[] rewritten = LinkerRewrite.rewrite(JdkClasses.read(LINKER));
    assertEquals(
        List.of(JdkMembers.LINK_SITE + JdkMembers.LINK_SITE_TYPE + " calls of"),
        JdkClasses.callsOf(LinkerRewrite.LINK, rewritten));
  }

  @ParameterizedTest
  @ValueSource(strings = {"linkCallSiteImpl", "linkToTargetMethod"})
  void namesWhatMoved(String member) throws IOException {
    byte[] moved = JdkClasses.withMoved(JdkClasses.read(LINKER), member);
    String message =
        assertThrows(IllegalStateException.class, () -> LinkerRewrite.rewrite(moved)).getMessage();
    assertTrue(message.contains(member), message);
    assertTrue(message.contains(Runtime.version().toString()), message);
  }
}
