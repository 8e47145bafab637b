package dev.weft.demo;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/** What a route answers. */
@SuppressWarnings("ArrayRecordComponent") // written by its maker only, and never compared
record Response(HttpResponseStatus status, String contentType, byte[] body) {
  static Response text(String text) {
    return text(HttpResponseStatus.OK, text);
  }

  static Response text(HttpResponseStatus status, String text) {
    return of(status, "text/plain; charset=utf-8", text);
  }

  static Response json(String json) {
    return of(HttpResponseStatus.OK, "application/json", json);
  }

  static Response html(String html) {
    return of(HttpResponseStatus.OK, "text/html; charset=utf-8", html);
  }

  private static Response of(HttpResponseStatus status, String contentType, String body) {
    return new Response(status, contentType, body.getBytes(StandardCharsets.UTF_8));
  }
}
