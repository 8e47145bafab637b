package dev.weft.bench.woven;

import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Parses a text of about 4,000 characters and counts what is in it. */
final class JsonProgram implements IntSupplier {
  private final String text = text();

  private static String text() {
    StringBuilder text = new StringBuilder("{\"orders\": [");
    for (int i = 0; i < 30; i++) {
      text.append(i == 0 ? "" : ", ")
          .append("{\"id\": ")
          .append(1000 + i)
          .append(", \"customer\": \"customer \\\"")
          .append(i % 7)
          .append("\\\"\", \"paid\": ")
          .append(i % 3 == 0)
          .append(", \"total\": -")
          .append(i * 17)
          .append(".25e1")
          .append(", \"lines\": [1, 2.5, null, {\"sku\": \"A\\u0042-")
          .append(i)
          .append("\"}]}");
    }
    return text.append("], \"next\": null}").toString();
  }

  @Override
  public int getAsInt() {
    return count(new JsonParser(text).parse());
  }

  private static int count(@Nullable Object value) {
    int sum = 1;
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        sum += ((String) entry.getKey()).length() + count(entry.getValue());
      }
    } else if (value instanceof List<?> list) {
      for (Object element : list) {
        sum += count(element);
      }
    } else if (value instanceof Double number) {
      sum += number.intValue();
    } else if (value instanceof String string) {
      sum += string.length();
    }
    return sum;
  }
}
