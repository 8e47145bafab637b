package dev.weft.agent.scan;

import java.util.regex.Pattern;

/**
 * Classes whose callbacks are no entry points and whose code is not followed: the JDK, Netty and
 * Weft itself. They do not block but where the table of blocking calls says so.
 */
final class Infrastructure {
  private static final Pattern NAMES =
      Pattern.compile(
          "(java/|jdk/|io/netty/|dev/weft/([A-Z]|core/|bridge/|netty/|detect/|junit/|agent/)).*");

  private Infrastructure() {}

  /**
   * Whether a class is one of them.
   *
   * @param name internal name
   */
  static boolean has(String name) {
    return NAMES.matcher(name).matches();
  }
}
