package dev.weft.detect.spi;

/** Writes what the detector has found so far. Any thread may call it. */
public interface Reporter {
  /**
   * The whole report.
   *
   * @param format {@code json}, {@code sarif}, {@code xml} (JUnit) or {@code html}
   * @throws IllegalArgumentException for any other
   */
  String report(String format);
}
