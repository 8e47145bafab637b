package dev.weft.agent.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.agent.report.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Methods that block, by the table blocking-calls.txt: kind, class, methods, some with the type of
 * an argument in parentheses that tells an overload. A method of a subtype counts as the table's.
 */
final class BlockingCalls {
  private static final String TABLE = "blocking-calls.txt";

  /**
   * A method of the table.
   *
   * @param argument the simple name of a type that its descriptor must have; empty for any
   */
  private record Entry(Kind kind, String owner, String argument) {}

  private final Map<String, List<Entry>> byMethod = new HashMap<>();

  private BlockingCalls() {}

  static BlockingCalls load() throws IOException {
    BlockingCalls calls = new BlockingCalls();
    try (InputStream in = BlockingCalls.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IOException("the agent's jar is not complete: it has no " + TABLE);
      }
      new String(in.readAllBytes(), UTF_8).lines().forEach(calls::add);
    }
    return calls;
  }

  private void add(String line) {
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    String[] words = line.split("\\s+", -1);
    Kind kind = Kind.of(words[0]).orElseThrow(() -> new IllegalStateException(line));
    for (String word : List.of(words).subList(2, words.length)) {
      int argument = word.indexOf('(');
      String method = argument < 0 ? word : word.substring(0, argument);
      String type = argument < 0 ? "" : word.substring(argument + 1, word.length() - 1);
      byMethod
          .computeIfAbsent(method, added -> new ArrayList<>())
          .add(new Entry(kind, words[1].replace('.', '/'), type));
    }
  }

  /** The kind of a call that blocks. */
  Optional<Kind> kindOf(MethodId target, Program program) {
    return byMethod.getOrDefault(target.name(), List.of()).stream()
        .filter(entry -> hasArgument(target, entry.argument()))
        .filter(entry -> isOf(entry, target, program))
        .map(Entry::kind)
        .findFirst();
  }

  private static boolean hasArgument(MethodId target, String type) {
    return type.isEmpty() || target.descriptor().contains("/" + type + ";");
  }

  private static boolean isOf(Entry entry, MethodId target, Program program) {
    boolean exact = Set.of("<init>", "<clinit>").contains(target.name());
    return exact
        ? entry.owner().equals(target.owner())
        : program.isA(target.owner(), entry.owner());
  }
}
