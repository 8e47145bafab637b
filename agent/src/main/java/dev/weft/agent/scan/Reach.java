package dev.weft.agent.scan;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.FrameInfo;
import dev.weft.agent.report.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows calls from entry points, the shortest way first, to calls that block. */
final class Reach {
  /** A call through a type with more overriders than these is followed to its own method only. */
  private static final int MOST_OVERRIDERS = 20;

  private final Program program;
  private final BlockingCalls blocking;
  private final Map<MethodId, Step> reached = new HashMap<>();
  private final Deque<Step> open = new ArrayDeque<>();
  private final Map<String, Finding> findings = new LinkedHashMap<>();

  /** A method, and the line of its caller by which it was reached first. */
  private record Step(MethodCode method, @Nullable Step caller, int line) {}

  private Reach(Program program, BlockingCalls blocking) {
    this.program = program;
    this.blocking = blocking;
  }

  /** The blocking calls that entry points reach, each place once. */
  static List<Finding> from(List<MethodCode> entries, Program program, BlockingCalls blocking) {
    Reach reach = new Reach(program, blocking);
    entries.forEach(entry -> reach.enter(entry, null, 0));
    for (Step next = reach.open.poll(); next != null; next = reach.open.poll()) {
      reach.follow(next);
    }
    return List.copyOf(reach.findings.values());
  }

  private void enter(MethodCode method, @Nullable Step caller, int line) {
    if (!reached.containsKey(method.id()) && !Infrastructure.has(method.id().owner())) {
      Step step = new Step(method, caller, line);
      reached.put(method.id(), step);
      open.add(step);
    }
  }

  private void follow(Step step) {
    for (Call call : step.method().calls()) {
      Optional<Kind> kind = blocking.kindOf(call.target(), program);
      if (kind.isPresent()) {
        add(kind.get(), call, step);
      } else {
        enterTargets(call, step);
      }
    }
    for (Made made : step.method().made()) {
      MethodCode body = made.body() == null ? null : program.resolve(made.body());
      if (body != null && !Offloading.is(made.consumer(), program)) {
        enter(body, step, made.line());
      }
    }
  }

  private void enterTargets(Call call, Step step) {
    MethodCode resolved = program.resolve(call.target());
    if (resolved != null) {
      enter(resolved, step, call.line());
    }
    if (call.isVirtual() && program.find(call.target().owner()) != null) {
      List<MethodCode> overriders = program.overriders(call.target());
      if (overriders.size() <= MOST_OVERRIDERS) {
        overriders.forEach(overrider -> enter(overrider, step, call.line()));
      }
    }
  }

  private void add(Kind kind, Call call, Step step) {
    List<FrameInfo> stack = new ArrayList<>();
    MethodId api = call.target();
    stack.add(new FrameInfo(api.owner().replace('/', '.'), api.name(), null, 0));
    int line = call.line();
    for (Step next = step; next != null; next = next.caller()) {
      stack.add(frame(next.method(), line));
      line = next.line();
    }
    Finding finding =
        Finding.builder(kind, api.text())
            .severity(kind.severity())
            .frame(stack.get(1))
            .stack(stack)
            .build();
    findings.putIfAbsent(finding.fingerprint(), finding);
  }

  private FrameInfo frame(MethodCode method, int line) {
    ClassCode type = program.find(method.id().owner());
    return new FrameInfo(
        method.id().owner().replace('/', '.'),
        method.id().name(),
        type == null ? null : type.file(),
        line);
  }
}
