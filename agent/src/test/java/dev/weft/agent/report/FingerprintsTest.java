package dev.weft.agent.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintsTest {
  private static final List<FrameInfo> STACK =
      List.of(Findings.SLEEP, Findings.TOTAL, Findings.NETTY, Findings.CALLER);

  private static String of(FrameInfo frame, FrameInfo... callers) {
    List<FrameInfo> stack = new ArrayList<>(List.of(Findings.SLEEP, frame));
    Collections.addAll(stack, callers);
    return Fingerprints.of(Kind.SLEEP, "java.lang.Thread.sleep", frame, stack);
  }

  private static FrameInfo frame(String className, String method) {
    return new FrameInfo(className, method, "X.java", 1);
  }

  /** A change of this value makes every baseline that users keep worthless. */
  @Test
  void keepsItsValueFromVersionToVersion() {
    assertEquals(
        "cd34bedadcd57539",
        Fingerprints.of(Kind.SLEEP, "java.lang.Thread.sleep", Findings.TOTAL, STACK));
  }

  @Test
  void survivesOtherLinesAndLambdaNumbers() {
    FrameInfo moved = new FrameInfo("com.acme.Shop", "lambda$total$11", "Shop.java", 77);
    assertEquals(of(Findings.TOTAL, Findings.CALLER), of(moved, Findings.CALLER));
  }

  @Test
  void survivesFramesOfTheJdkNettyAndProxiesBetween() {
    assertEquals(
        of(Findings.TOTAL, Findings.CALLER),
        of(
            Findings.TOTAL,
            frame("java.util.ArrayList", "forEach"),
            frame("com.acme.Shop$$Lambda/0x00007f2a", "run"),
            frame("jdk.proxy2.$Proxy12", "run"),
            Findings.NETTY,
            Findings.CALLER));
  }

  @Test
  void tellsCallersKindsAndMethodsApart() {
    String one = of(Findings.TOTAL, Findings.CALLER);
    assertNotEquals(one, of(Findings.TOTAL, Findings.START));
    assertNotEquals(one, of(frame("com.acme.Shop", "price"), Findings.CALLER));
    assertNotEquals(
        Fingerprints.of(Kind.SLEEP, "a", Findings.TOTAL, STACK),
        Fingerprints.of(Kind.AWAIT, "a", Findings.TOTAL, STACK));
  }

  @Test
  void hasOneWithoutAFrameOfTheApplication() {
    assertNotEquals(
        Fingerprints.of(Kind.SLEEP, "a", null, List.of(Findings.SLEEP)),
        Fingerprints.of(Kind.SLEEP, "a", null, List.of(Findings.NETTY)));
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.Shop,                                    com.acme.Shop",
    "com.acme.Shop$Item,                               com.acme.Shop$Item",
    "com.acme.Shop$1,                                  com.acme.Shop$",
    "com.acme.Shop$2Local,                             com.acme.Shop$Local",
    "com.acme.Shop$$Lambda/0x00007f2a,                 com.acme.Shop$$Lambda",
    "com.acme.Shop$$Lambda$14/0x00007f2a,              com.acme.Shop$$Lambda$",
    "jdk.proxy2.$Proxy12,                              $Proxy",
    "com.acme.Shop$$SpringCGLIB$$0,                    com.acme.Shop",
    "com.acme.Shop$$EnhancerBySpringCGLIB$$ab12,       com.acme.Shop",
    "com.acme.Shop$ByteBuddy$aB3,                      com.acme.Shop",
    "com.acme.Shop$MockitoMock$123,                    com.acme.Shop",
    "com.acme.Shop_$$_jvst1a_0,                        com.acme.Shop",
    "com.acme.Shop_ClientProxy,                        com.acme.Shop",
    "com.acme.Script$_run_closure1,                    com.acme.Script$_run_closure",
  })
  void namesClassesWithoutNumbers(String name, String stable) {
    assertEquals(stable, StableNames.ofClass(name));
  }

  @ParameterizedTest
  @CsvSource({
    "total,                   total,          total",
    "lambda$total$3,          lambda$total,   total",
    "lambda$total$9e7cf1a$1,  lambda$total,   total",
    "lambda$new$0,            lambda$new,     <init>",
    "lambda$static$12,        lambda$static,  <clinit>",
    "total$lambda$3,          total$lambda,   total",
    "total$lambda-3,          total$lambda,   total",
    "$anonfun$total$1,        $anonfun$total, total",
    "<init>,                  <init>,         <init>",
  })
  void namesMethodsWithoutNumbers(String name, String stable, String source) {
    assertEquals(stable, StableNames.ofMethod(name));
    assertEquals(source, StableNames.sourceMethod(name));
  }
}
