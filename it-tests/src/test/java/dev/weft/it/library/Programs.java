package dev.weft.it.library;

import dev.weft.it.support.Program;
import java.util.Map;
import java.util.function.Supplier;

/** The libraries' workloads, by name. */
final class Programs {
  private static final Map<String, Supplier<Program>> ALL =
      Map.of(
          "antlr", AntlrProgram::new,
          "clojure", ClojureProgram::new,
          "freemarker", FreemarkerProgram::new,
          "guava", GuavaProgram::new,
          "h2", DatabaseProgram::new,
          "jackson", JacksonProgram::new,
          "kotlin", KotlinProgram::new,
          "lucene", LuceneProgram::new);

  private Programs() {}

  static Program make(String name) {
    return ALL.get(name).get();
  }
}
