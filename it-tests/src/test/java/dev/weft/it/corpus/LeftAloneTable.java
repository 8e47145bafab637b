package dev.weft.it.corpus;

import dev.weft.Weaving;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the weaver left as it was, by reason. */
final class LeftAloneTable {
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  /** One reason: how many entries give it, and one of them. */
  record Row(int count, Weaving.LeftAlone example) {}

  private LeftAloneTable() {}

  /**
   * Keyed by reason, numbers in it replaced by N, so that "too large (70000)" and "too large
   * (66000)" are one.
   */
  static Map<String, Row> of(List<Weaving.LeftAlone> entries) {
    Map<String, Row> rows = new TreeMap<>();
    for (Weaving.LeftAlone entry : entries) {
      String reason = NUMBER.matcher(entry.reason()).replaceAll("N");
      rows.merge(reason, new Row(1, entry), (row, one) -> new Row(row.count() + 1, row.example()));
    }
    return rows;
  }
}
