package dev.weft.it.foreign;

import dev.weft.it.foreign.closed.Api;

/** Keeps an array whose element type it has no access to, and hands its elements on. */
final class Hoard {
  private Hoard() {}

  static int run(Runnable suspension) {
    var all = Api.all();
    suspension.run();
    return Api.one(all[0]) + Api.count(all);
  }
}
