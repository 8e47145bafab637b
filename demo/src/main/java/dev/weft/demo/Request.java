package dev.weft.demo;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a route is asked.
 *
 * @param method as sent, in capitals
 * @param path decoded, without the query
 * @param parameters of the query
 */
record Request(String method, String path, Map<String, List<String>> parameters) {
  /**
   * @throws BadRequestException if the path or the query is not well encoded
   */
  static Request of(String method, String uri) throws BadRequestException {
    try {
      QueryStringDecoder decoder = new QueryStringDecoder(uri);
      return new Request(method, decoder.path(), decoder.parameters());
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("malformed address: " + e.getMessage());
    }
  }

  /**
   * The parameter of that name, a whole number.
   *
   * @throws BadRequestException if it is missing, or not a number from 0 to max
   */
  int number(String name, int max) throws BadRequestException {
    List<String> values = parameters.getOrDefault(name, List.of());
    if (values.size() == 1) {
      try {
        int n = Integer.parseInt(values.get(0));
        if (n >= 0 && n <= max) {
          return n;
        }
      } catch (NumberFormatException e) {
        // said below
      }
    }
    throw new BadRequestException("give ?" + name + "= once, a whole number from 0 to " + max);
  }

  /**
   * The parameter of that name, one of some words.
   *
   * @throws BadRequestException if it is missing, or another
   */
  String choice(String name, Set<String> words) throws BadRequestException {
    List<String> values = parameters.getOrDefault(name, List.of());
    if (values.size() == 1 && words.contains(values.get(0))) {
      return values.get(0);
    }
    throw new BadRequestException("give ?" + name + "= once: " + String.join(", ", words));
  }
}
