package dev.weft.agent.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A command's arguments: words, and options that each have a value. */
final class Arguments {
  private final List<String> words = new ArrayList<>();
  private final Map<String, String> options = new HashMap<>();

  private Arguments() {}

  /**
   * Tells options from words.
   *
   * @param known the options that the command has, with their dashes
   */
  static Arguments parse(List<String> arguments, Set<String> known) throws CommandException {
    Arguments parsed = new Arguments();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (!argument.startsWith("-")) {
        parsed.words.add(argument);
      } else if (!known.contains(name)) {
        throw new CommandException(
            "unknown option '"
                + name
                + "'; known are "
                + String.join(", ", known.stream().sorted().toList()));
      } else if (equals >= 0) {
        parsed.put(name, argument.substring(equals + 1));
      } else if (i + 1 < arguments.size()) {
        parsed.put(name, arguments.get(++i));
      } else {
        throw new CommandException("option '" + name + "' has no value: write " + name + " ...");
      }
    }
    return parsed;
  }

  private void put(String name, String value) throws CommandException {
    if (options.put(name, value) != null) {
      throw new CommandException("option '" + name + "' is there twice: leave one out");
    }
  }

  List<String> words() {
    return words;
  }

  Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }
}
