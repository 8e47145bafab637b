package dev.weft.demo;

/** The request cannot be understood; the message says what is wrong with it. */
final class BadRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  BadRequestException(String message) {
    super(message);
  }
}
