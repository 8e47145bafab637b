package dev.weft.demo;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The Date header's value, made once a second. */
final class HttpDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static volatile HttpDate last = new HttpDate(System.currentTimeMillis() / 1000);

  private final long second;
  private final String text;

  private HttpDate(long second) {
    this.second = second;
    this.text = FORMAT.format(Instant.ofEpochSecond(second));
  }

  static String now() {
    long second = System.currentTimeMillis() / 1000;
    HttpDate known = last;
    if (known.second != second) {
      known = new HttpDate(second);
      last = known;
    }
    return known.text;
  }
}
