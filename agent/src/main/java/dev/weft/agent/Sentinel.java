package dev.weft.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the first class that mentions Weft's packages, in a type's name or in a string, and
 * installs the engine before that class is defined. Until then a class costs one search through its
 * bytes.
 */
final class Sentinel implements ClassFileTransformer {
  private static final byte[] NAME = "dev?weft".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DETECTION = "?detect".getBytes(StandardCharsets.US_ASCII);
  private static final int SEPARATOR = 3;

  private final Options options;
  private final Instrumentation instrumentation;
  private boolean awake;
  private @Nullable Installation installation;

  Sentinel(Options options, Instrumentation instrumentation) {
    this.options = options;
    this.instrumentation = instrumentation;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable Module module,
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (loader == null
        || loader == ClassLoader.getPlatformClassLoader()
        || (name != null && name.startsWith("dev/weft/agent/"))
        || !mentionsWeft(classFile)) {
      return null;
    }
    Installation woken = wake();
    return woken == null
        ? null
        : woken.transformer().transform(module, loader, name, redefined, domain, classFile);
  }

  private synchronized @Nullable Installation wake() {
    if (!awake) {
      awake = true;
      installation = Startup.engine(options, instrumentation);
      if (installation != null) {
        installation.finishOnFirstUse();
      }
      instrumentation.removeTransformer(this);
    }
    return installation;
  }

  /** Whether {@code dev/weft} or {@code dev.weft} occurs, found by Horspool's search. */
  static boolean mentionsWeft(byte[] bytes) {
    int last = NAME.length - 1;
    for (int end = last; end < bytes.length; ) {
      byte at = bytes[end];
      if (at == NAME[last] && matches(bytes, end - last)) {
        return true;
      }
      end += skip(at);
    }
    return false;
  }

  private static boolean matches(byte[] bytes, int start) {
    for (int i = 0; i < NAME.length; i++) {
      byte at = bytes[start + i];
      if (i == SEPARATOR ? at != '/' && at != '.' : at != NAME[i]) {
        return false;
      }
    }
    return !isDetection(bytes, start + NAME.length);
  }

  /** Whether the name goes on with {@code /detect}: detection does not need the engine. */
  private static boolean isDetection(byte[] bytes, int from) {
    return from + DETECTION.length <= bytes.length
        && Arrays.equals(bytes, from + 1, from + DETECTION.length, DETECTION, 1, DETECTION.length);
  }

  /** How far the name's end may move when {@code at} stands there. */
  private static int skip(byte at) {
    return switch (at) {
      case 'f' -> 1;
      case 'e' -> 2;
      case 'w' -> 3;
      case '/', '.' -> 4;
      case 'v' -> 5;
      case 'd' -> 7;
      default -> 8;
    };
  }
}
