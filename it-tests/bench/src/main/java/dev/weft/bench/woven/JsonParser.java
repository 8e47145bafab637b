package dev.weft.bench.woven;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses JSON by recursive descent to maps, lists, strings, doubles, booleans and null. */
final class JsonParser {
  private final String text;
  private int at;

  JsonParser(String text) {
    this.text = text;
  }

  @Nullable Object parse() {
    Object value = value();
    skipBlanks();
    if (at != text.length()) {
      throw wrong();
    }
    return value;
  }

  private @Nullable Object value() {
    skipBlanks();
    switch (peek()) {
      case '{':
        return object();
      case '[':
        return array();
      case '"':
        return string();
      case 't':
        return literal("true", Boolean.TRUE);
      case 'f':
        return literal("false", Boolean.FALSE);
      case 'n':
        return literal("null", null);
      default:
        return number();
    }
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    expect('{');
    if (!accept('}')) {
      do {
        skipBlanks();
        String name = string();
        skipBlanks();
        expect(':');
        members.put(name, value());
      } while (accept(','));
      expect('}');
    }
    return members;
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> elements = new ArrayList<>();
    expect('[');
    if (!accept(']')) {
      do {
        elements.add(value());
      } while (accept(','));
      expect(']');
    }
    return elements;
  }

  private String string() {
    expect('"');
    StringBuilder characters = new StringBuilder();
    for (char c = next(); c != '"'; c = next()) {
      characters.append(c == '\\' ? escaped() : c);
    }
    return characters.toString();
  }

  private char escaped() {
    char c = next();
    switch (c) {
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case 'u':
        at += 4;
        return (char) Integer.parseInt(text, at - 4, at, 16);
      default:
        return c;
    }
  }

  private Double number() {
    int start = at;
    while (at < text.length() && isNumeric(text.charAt(at))) {
      at++;
    }
    if (start == at) {
      throw wrong();
    }
    return Double.valueOf(text.substring(start, at));
  }

  private static boolean isNumeric(char c) {
    return c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
  }

  private @Nullable Object literal(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw wrong();
    }
    at += word.length();
    return value;
  }

  private void skipBlanks() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
  }

  private boolean accept(char c) {
    skipBlanks();
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  private void expect(char c) {
    if (next() != c) {
      throw wrong();
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong();
    }
    return text.charAt(at);
  }

  private char next() {
    char c = peek();
    at++;
    return c;
  }

  private IllegalArgumentException wrong() {
    return new IllegalArgumentException("not JSON at " + at);
  }
}
