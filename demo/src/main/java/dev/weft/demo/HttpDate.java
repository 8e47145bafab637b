package dev.weft.demo;

import io.netty.handler.codec.DateFormatter;
import java.util.Date;

/** The Date header's value, made once a second. */
final class HttpDate {
  private static volatile HttpDate last = new HttpDate(System.currentTimeMillis() / 1000);

  private final long second;
  private final String text;

  @SuppressWarnings("JavaUtilDate") // it is what the formatter takes
  private HttpDate(long second) {
    this.second = second;
    this.text = DateFormatter.format(new Date(second * 1000));
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
