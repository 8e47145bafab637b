package dev.weft.demo;

/**
 * The command line.
 *
 * @param port 0 for any that is free
 * @param loops how many event loops, 0 for as many as there are processors
 */
record Options(int port, int loops) {
  static final String USAGE =
      """
      usage: demo/run [--port N] [--loops N]
        --port N    the port to listen on (default 8080; 0: any that is free)
        --loops N   the number of event loops (default: one for each processor)
        --help      print this""";

  private static final int MAX_PORT = 65_535;
  private static final int MAX_LOOPS = 256;

  /**
   * @throws IllegalArgumentException saying in one line what is wrong
   */
  static Options parse(String[] args) {
    int port = 8080;
    int loops = 0;
    for (int i = 0; i < args.length; i += 2) {
      String value = i + 1 < args.length ? args[i + 1] : null;
      switch (args[i]) {
        case "--port" -> port = number("--port", value, 0, MAX_PORT);
        case "--loops" -> loops = number("--loops", value, 1, MAX_LOOPS);
        default -> throw new IllegalArgumentException("unknown option '" + args[i] + "'");
      }
    }
    return new Options(port, loops);
  }

  private static int number(
      String option, @org.jspecify.annotations.Nullable String value, int min, int max) {
    if (value == null) {
      throw new IllegalArgumentException(option + " needs a number");
    }
    try {
      int n = Integer.parseInt(value);
      if (n >= min && n <= max) {
        return n;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        option + " must be from " + min + " to " + max + ", not '" + value + "'");
  }
}
