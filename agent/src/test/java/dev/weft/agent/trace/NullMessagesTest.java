package dev.weft.agent.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The messages of the JVM that runs this test against ours, for the instruction that raised it. */
class NullMessagesTest {
  private static final String CASES = "dev.weft.agent.trace.NullCases";

  @TestFactory
  Stream<DynamicTest> sourceWithNames() throws Exception {
    return compiled("-g");
  }

  @TestFactory
  Stream<DynamicTest> sourceWithoutNames() throws Exception {
    return compiled("-g:none");
  }

  @TestFactory
  Stream<DynamicTest> instructionsThatTheCompilerDoesNotWrite() throws Exception {
    return Stream.concat(
        tests(new Numbered(Map.of(CASES, NullInstructions.ofOldVersion()))),
        tests(new Numbered(Map.of(CASES, NullInstructions.ofNewVersion()))));
  }

  @Test
  void noMessageWhereThereIsNoSuchInstruction() throws Exception {
    byte[] classFile = Compiled.compile("NullCases", "-g").get(CASES);
    assertNull(NullMessages.of(classFile, "callVirtual", "()V", 0));
    assertNull(NullMessages.of(classFile, "callVirtual", "()V", -1));
    assertNull(NullMessages.of(classFile, "callVirtual", "()V", 1000));
    assertNull(NullMessages.of(classFile, "callVirtual", "()I", 3));
    assertNull(NullMessages.of(new byte[20], "callVirtual", "()V", 3));
  }

  private static Stream<DynamicTest> compiled(String option) throws Exception {
    List<DynamicTest> tests =
        tests(new Numbered(Compiled.compile("NullCases", option, "-nowarn"))).toList();
    assertTrue(tests.size() >= 100, tests.size() + " cases");
    return tests.stream();
  }

  private static Stream<DynamicTest> tests(Numbered loader) throws ClassNotFoundException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Method method : loader.loadClass(CASES).getDeclaredMethods()) {
      if (Modifier.isStatic(method.getModifiers())
          && !method.isSynthetic()
          && method.getParameterCount() == 0
          && method.getReturnType() == void.class) {
        tests.add(DynamicTest.dynamicTest(method.getName(), () -> compare(loader, method)));
      }
    }
    return tests.stream();
  }

  private static void compare(Numbered loader, Method method) {
    method.setAccessible(true);
    Throwable raised =
        assertThrows(InvocationTargetException.class, () -> method.invoke(null)).getCause();
    assertInstanceOf(NullPointerException.class, raised);
    Numbered.Place place = loader.placeOf(raised);
    assertEquals(
        raised.getMessage(),
        NullMessages.of(
            place.classFile(), place.method(), place.descriptor(), place.instruction()));
  }
}
