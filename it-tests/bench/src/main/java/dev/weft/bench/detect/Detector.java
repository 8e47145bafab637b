package dev.weft.bench.detect;

import java.util.List;

/** What looks for blocking calls in a JVM. */
public enum Detector {
  NONE {
    @Override
    public List<String> flags() {
      return List.of();
    }
  },
  /** With a report, so that the hooks are there from the beginning. */
  WEFT {
    @Override
    public List<String> flags() {
      String report = Jars.own().resolveSibling("detection.json").toString();
      return List.of("-javaagent:" + Jars.agent() + "=report=" + report);
    }
  },
  BLOCKHOUND {
    @Override
    public List<String> flags() {
      return List.of("-XX:+AllowRedefinitionToAddDeleteMethods", "-javaagent:" + Jars.blockHound());
    }
  };

  /** Of the JVM. */
  public abstract List<String> flags();
}
