package dev.weft.agent.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fingerprints of findings: a digest of the kind, the call, the application's frame and a few of
 * its callers. It leaves out what changes without the program's meaning: lines, the numbers that
 * compilers and the JVM give to lambdas and anonymous classes, the suffixes of generated classes,
 * and the frames of the JDK and of Netty between the application's own.
 */
public final class Fingerprints {
  private static final int CALLERS = 3;
  private static final int BYTES = 8;
  private static final String VERSION = "1";
  private static final List<String> INFRASTRUCTURE =
      List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "io.netty.", "dev.weft.", "reactor.");

  private Fingerprints() {}

  /**
   * The fingerprint: 16 hexadecimal digits.
   *
   * @param frame the first frame of the application; without one the innermost frames stand for it
   * @param stack the innermost frame first
   */
  public static String of(Kind kind, String api, @Nullable FrameInfo frame, List<FrameInfo> stack) {
    List<String> parts = new ArrayList<>(List.of(VERSION, kind.text(), api));
    if (frame == null) {
      stack.stream().limit(CALLERS).map(Fingerprints::name).forEach(parts::add);
    } else {
      parts.add(name(frame));
      stack.stream()
          .skip(stack.indexOf(frame) + 1L)
          .filter(caller -> !isInfrastructure(caller))
          .map(Fingerprints::name)
          .filter(name -> !name.equals(name(frame)))
          .distinct()
          .limit(CALLERS)
          .forEach(parts::add);
    }
    return digest(String.join("\n", parts));
  }

  /** Whether a frame is of the JDK, of an event-loop library or of a generated class. */
  public static boolean isInfrastructure(FrameInfo frame) {
    return INFRASTRUCTURE.stream().anyMatch(frame.className()::startsWith)
        || StableNames.isGenerated(frame);
  }

  private static String name(FrameInfo frame) {
    return StableNames.ofClass(frame.className()) + "." + StableNames.ofMethod(frame.method());
  }

  private static String digest(String text) {
    try {
      byte[] all = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(all, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
