package dev.weft.agent.detect;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.FrameInfo;
import dev.weft.agent.report.Kind;
import dev.weft.agent.report.Severity;
import dev.weft.detect.Context;
import dev.weft.detect.Contexts;
import dev.weft.detect.Hooks;
import dev.weft.detect.LockOwner;
import dev.weft.detect.Site;
import dev.weft.detect.Sites;
import dev.weft.detect.spi.TestTally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes findings of the report out of what was recorded. */
final class Findings {
  private static final int MOST_NAMES = 20;

  private static final Map<Integer, Hook> HOOKS = new HashMap<>();
  private static final Map<Object, Allowed> ALLOWED = new ConcurrentHashMap<>();

  static {
    for (Hook hook : JdkHooks.rows()) {
      HOOKS.putIfAbsent(hook.id(), hook);
    }
  }

  private Findings() {}

  /** All, merged by fingerprint, the worst first. */
  static List<Finding> all(Settings settings) {
    Map<String, Finding> merged = new LinkedHashMap<>();
    List<Finding> found = new ArrayList<>();
    for (Site site : Sites.all()) {
      if (site.count() > 0) {
        found.add(of(site));
      }
    }
    found.addAll(openCalls());
    for (Sample sample : Samples.all()) {
      if (sample.count() > 0) {
        found.add(of(sample));
      }
    }
    if (found.isEmpty()) {
      return found; // most often, and what follows takes a while to link
    }
    for (Finding finding : found) {
      merged.merge(finding.fingerprint(), finding, Findings::merge);
    }
    return merged.values().stream()
        .map(settings::judge)
        .sorted(
            Comparator.comparing(Finding::severity)
                .thenComparing(Comparator.comparing(Finding::totalNanos).reversed()))
        .toList();
  }

  /** Calls that have not returned: the worst of all, if they never do. */
  private static List<Finding> openCalls() {
    List<Finding> findings = new ArrayList<>();
    for (Context context : Contexts.all()) {
      var call = context.open();
      if (call != null && !endsJvm(call.site())) {
        findings.add(of(call.site(), 1, call.nanos(), call.nanos()));
      }
    }
    return findings;
  }

  /** Whether it is a call of System.exit, which waits for what writes the report. */
  private static boolean endsJvm(Site site) {
    return Arrays.stream(site.stack())
        .anyMatch(frame -> frame.getClassName().equals("java.lang.Shutdown"));
  }

  /**
   * What one test did at a site, as the settings have it.
   *
   * @param site a {@link Site} or a {@link Sample}
   */
  static Finding of(Object site, TestTally tally, Settings settings) {
    long count = tally.count() + tally.sharedCount();
    return settings.judge(
        site instanceof Sample sample
            ? of(sample, sample.finding(count, tally.totalNanos(), tally.maxNanos()))
            : of((Site) site, count, tally.totalNanos(), tally.maxNanos()));
  }

  /** Takes note that so many calls are allowed by an annotation of the test that made them. */
  static void allow(Object site, long count, String reason) {
    ALLOWED.merge(site, new Allowed(count, reason), Allowed::plus);
  }

  /** Calls of a site that a test allows. */
  private record Allowed(long count, String reason) {
    Allowed plus(Allowed more) {
      return new Allowed(count + more.count, reason);
    }
  }

  private static @Nullable String allowedFor(Object site, long calls) {
    Allowed allowed = ALLOWED.get(site);
    return allowed != null && allowed.count() >= calls ? allowed.reason() : null;
  }

  private static Finding of(Site site) {
    return of(site, site.count(), site.totalNanos(), site.maxNanos());
  }

  private static Finding of(Site site, long count, long totalNanos, long maxNanos) {
    Stack stack = new Stack(site.hook(), site.stack());
    Kind kind = stack.kind(kindOf(site.hook()));
    List<FrameInfo> frames = stack.frames();
    return Finding.builder(kind, stack.api(apiOf(site.hook())))
        .severity(severity(site.hook(), kind))
        .frame(stack.frame())
        .times(count, totalNanos, maxNanos)
        .threads(site.threads())
        .tests(site.tests())
        .sharedTests(site.sharedTests())
        .stack(frames)
        .asyncStack(Arrays.stream(site.submission()).map(FrameInfo::of).toList())
        .allowed(allowedFor(site, site.count()))
        .details(details(site))
        .build();
  }

  private static Map<String, String> details(Site site) {
    LockOwner owner = site.owner();
    Map<String, String> details =
        new HashMap<>(
            owner == null
                ? Map.of()
                : Owners.details(owner.thread(), VisibleStack.of(owner.stack())));
    if (site.task() != null) {
      details.put("task", site.task());
    }
    return details;
  }

  private static Finding of(Sample sample) {
    return of(sample, sample.finding());
  }

  private static Finding of(Sample sample, Finding finding) {
    return finding.judged(finding.severity(), allowedFor(sample, sample.count()));
  }

  private static Severity severity(int hook, Kind kind) {
    return hook == Hooks.CONSOLE ? Severity.INFO : kind.severity();
  }

  private static Kind kindOf(int hook) {
    Hook row = HOOKS.get(hook);
    if (row != null) {
      return row.kind();
    }
    if (DeclaredByRule.has(hook)) {
      return DeclaredByRule.kind(hook);
    }
    return hook == Hooks.CONSOLE ? Kind.FILE_DATA : Kind.AWAIT;
  }

  private static String apiOf(int hook) {
    Hook row = HOOKS.get(hook);
    if (row == null) {
      return hook == Hooks.CONSOLE ? "java.io.FileOutputStream.write" : "a declared method";
    }
    String member = row.members().iterator().next();
    int end = member.indexOf('(');
    return row.owner().replace('/', '.') + "." + (end < 0 ? member : member.substring(0, end));
  }

  private static Finding merge(Finding one, Finding other) {
    long max = Math.max(one.maxNanos(), other.maxNanos());
    Severity severity =
        one.severity().isAtLeast(other.severity()) ? one.severity() : other.severity();
    return Finding.builder(one.kind(), one.api())
        .fingerprint(one.fingerprint())
        .severity(severity)
        .frame(one.frame())
        .times(one.count() + other.count(), one.totalNanos() + other.totalNanos(), max)
        .threads(both(one.threads(), other.threads()))
        .tests(both(one.tests(), other.tests()))
        .sharedTests(both(one.sharedTests(), other.sharedTests()))
        .stack(one.stack())
        .asyncStack(one.asyncStack().isEmpty() ? other.asyncStack() : one.asyncStack())
        .details(one.details())
        .allowed(one.allowed() == null || other.allowed() == null ? null : one.allowed())
        .build();
  }

  private static List<String> both(List<String> one, List<String> other) {
    return Stream.concat(one.stream(), other.stream()).distinct().limit(MOST_NAMES).toList();
  }
}
