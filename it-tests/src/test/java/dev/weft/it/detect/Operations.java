package dev.weft.it.detect;

import java.util.ArrayList;
import java.util.List;

/** A list of things that code on an event loop may do. */
final class Operations {
  /** Code that may throw anything. */
  interface Body {
    void run() throws Exception;
  }

  /** What an operation needs, made on another thread. */
  interface Setup<T> {
    T make() throws Exception;
  }

  /** An operation on what was made for it. */
  interface BodyOf<T> {
    void run(T made) throws Exception;
  }

  /**
   * One of them.
   *
   * @param kind the kind of the finding that is to come of it; empty for none
   * @param setup gives what is run on the event loop
   */
  record Operation(String name, String kind, Setup<Body> setup) {}

  private final List<Operation> list = new ArrayList<>();
  private String kind = "";

  /** All operations that block. */
  static List<Operation> blocking() throws Exception {
    Operations operations = new Operations();
    new Waiting(operations).addAll();
    new UsingFiles(operations).addAll();
    new UsingPaths(operations).addAll();
    new UsingNetwork(operations).addAll();
    return operations.list;
  }

  /** Operations that look as if they might, and do not. */
  static List<Operation> silent() throws Exception {
    Operations operations = new Operations();
    new NotBlocking(operations).addAll();
    return operations.list;
  }

  /** Those that follow are of that kind. */
  void kind(String text) {
    kind = text;
  }

  void add(String name, Body body) {
    list.add(new Operation(name, kind, () -> body));
  }

  <T> void add(String name, Setup<T> setup, BodyOf<T> body) {
    list.add(
        new Operation(
            name,
            kind,
            () -> {
              T made = setup.make();
              return () -> body.run(made);
            }));
  }
}
