package dev.weft.agent.rules;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.FrameInfo;
import dev.weft.agent.report.Kind;
import dev.weft.agent.report.StableNames;
import dev.weft.agent.weave.Globs;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a finding must be for a rule to match it: everything that the rule says.
 *
 * @param kinds empty for any
 * @param frames globs over frames, by the sort of frame; for each, some frame of the finding's
 *     stacks must match
 */
record Conditions(Set<Kind> kinds, Globs api, Map<FrameSort, Globs> frames) {

  boolean isEmpty() {
    return kinds.isEmpty() && api.isEmpty() && frames.isEmpty();
  }

  boolean match(Finding finding) {
    return (kinds.isEmpty() || kinds.contains(finding.kind()))
        && (api.isEmpty() || api.matches(finding.api()))
        && frames.entrySet().stream()
            .allMatch(wanted -> hasFrame(finding, wanted.getKey(), wanted.getValue()));
  }

  private static boolean hasFrame(Finding finding, FrameSort sort, Globs globs) {
    return Stream.concat(finding.stack().stream(), finding.asyncStack().stream())
        .anyMatch(frame -> sort.matches(frame, globs));
  }

  /** The sorts of frames that a rule can name. */
  enum FrameSort {
    /** A frame in the class, whatever the method. */
    CLASS {
      @Override
      boolean matches(FrameInfo frame, Globs globs) {
        return globs.matches(frame.className());
      }
    },
    /** A frame of the method or of a lambda in it; the glob is over class and method together. */
    METHOD {
      @Override
      boolean matches(FrameInfo frame, Globs globs) {
        return globs.matches(frame.className() + "." + StableNames.sourceMethod(frame.method()));
      }
    },
    CONSTRUCTOR {
      @Override
      boolean matches(FrameInfo frame, Globs globs) {
        return StableNames.sourceMethod(frame.method()).equals("<init>")
            && globs.matches(frame.className());
      }
    },
    INITIALIZER {
      @Override
      boolean matches(FrameInfo frame, Globs globs) {
        return StableNames.sourceMethod(frame.method()).equals("<clinit>")
            && globs.matches(frame.className());
      }
    };

    abstract boolean matches(FrameInfo frame, Globs globs);
  }
}
