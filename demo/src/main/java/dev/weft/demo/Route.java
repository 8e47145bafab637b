package dev.weft.demo;

/** Answers a request, in blocking style: it runs in a fiber of its own. */
@FunctionalInterface
interface Route {
  /**
   * @throws BadRequestException to answer 400 with its message
   * @throws Exception to answer 500
   */
  Response handle(Request request) throws Exception;
}
