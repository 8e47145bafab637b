package dev.weft.agent.report;

import java.util.List;
import java.util.Map;

/** Findings and reports for tests. */
public final class Findings {
  public static final FrameInfo SLEEP = new FrameInfo("java.lang.Thread", "sleep", null, -2);
  public static final FrameInfo TOTAL =
      new FrameInfo("com.acme.Shop", "lambda$total$3", "Shop.java", 42);
  public static final FrameInfo CALLER =
      new FrameInfo("com.acme.ShopHandler", "channelRead", "ShopHandler.java", 17);
  public static final FrameInfo NETTY =
      new FrameInfo(
          "io.netty.channel.AbstractChannelHandlerContext",
          "invokeChannelRead",
          "AbstractChannelHandlerContext.java",
          444);
  public static final FrameInfo START =
      new FrameInfo("com.acme.Server", "accept", "Server.java", 99);

  private Findings() {}

  /** A sleep with everything that a finding can have. */
  public static Finding sleep() {
    return sleepBuilder().build();
  }

  public static FindingBuilder sleepBuilder() {
    return Finding.builder(Kind.SLEEP, "java.lang.Thread.sleep")
        .frame(TOTAL)
        .times(3, 30_500_000, 20_000_000)
        .threads(List.of("loop-1", "loop-2"))
        .tests(List.of("com.acme.ShopTest.total()"))
        .sharedTests(List.of("com.acme.OtherTest.a()", "com.acme.OtherTest.b()"))
        .stack(List.of(SLEEP, TOTAL, CALLER, NETTY))
        .asyncStack(List.of(START))
        .details(Map.of("owner", "worker-1 <&>\"'"));
  }

  /** A file read without a frame of the application. */
  public static Finding read() {
    return Finding.builder(Kind.FILE_DATA, "java.io.FileInputStream.read")
        .times(1, 1000, 1000)
        .stack(List.of(new FrameInfo("java.io.FileInputStream", "readBytes", null, 0)))
        .allowed("small <file>")
        .build();
  }

  public static Report report(Finding... findings) {
    return new Report(
        "weft 1.2.3",
        true,
        40,
        41,
        123_456,
        List.of(findings),
        List.of("one thing went wrong"),
        List.of("rules.txt:3: the rule matched nothing (x)"));
  }
}
