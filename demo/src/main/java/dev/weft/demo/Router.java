package dev.weft.demo;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds the route of a request and makes an answer of whatever comes of it. Routes answer GET and
 * HEAD.
 */
final class Router {
  private static final System.Logger LOGGER = System.getLogger("dev.weft.demo");

  private final Map<String, Route> routes = new LinkedHashMap<>();

  Router route(String path, Route route) {
    routes.put(path, route);
    return this;
  }

  /** Suspends as the route does. */
  Response answer(String method, String uri) {
    try {
      Request request = Request.of(method, uri);
      Route route = routes.get(request.path());
      if (route == null) {
        return Response.text(
            HttpResponseStatus.NOT_FOUND, "there is nothing at " + request.path() + "\n");
      }
      if (!method.equals("GET") && !method.equals("HEAD")) {
        return Response.text(
            HttpResponseStatus.METHOD_NOT_ALLOWED, "only GET and HEAD are answered here\n");
      }
      return route.handle(request);
    } catch (BadRequestException e) {
      return Response.text(HttpResponseStatus.BAD_REQUEST, e.getMessage() + "\n");
    } catch (InterruptedException e) {
      return Response.text(
          HttpResponseStatus.SERVICE_UNAVAILABLE, "interrupted\n"); // the client has gone
    } catch (Throwable t) {
      LOGGER.log(Level.ERROR, method + " " + uri + " failed", t);
      return Response.text(
          HttpResponseStatus.INTERNAL_SERVER_ERROR,
          "the server failed to answer; its log says why\n");
    }
  }
}
