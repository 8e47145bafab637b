package dev.weft.agent.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Suspend points of one method whose values have the same places in a saved frame, so that they
 * share the code that saves and restores them: bytecode size decides what HotSpot inlines. A value
 * that is dead at a point is saved as null or zero there, and a group never needs a larger frame
 * than its points do.
 */
final class ResumeGroup {
  /** How far back a point looks for a group: neighbours have most in common. */
  private static final int LOOK_BACK = 8;

  private final List<SuspendPoint> points = new ArrayList<>();
  private SortedMap<Integer, Object> saved = new TreeMap<>();
  private int largestPoint;

  static List<ResumeGroup> of(List<SuspendPoint> points, AddedLocals added) {
    List<ResumeGroup> groups = new ArrayList<>();
    for (SuspendPoint point : points) {
      SortedMap<Integer, Object> values = valuesOf(point, added);
      ResumeGroup home = null;
      for (int i = groups.size() - 1; i >= Math.max(0, groups.size() - LOOK_BACK); i--) {
        if (groups.get(i).admit(point, values)) {
          home = groups.get(i);
          break;
        }
      }
      if (home == null) {
        home = new ResumeGroup();
        home.take(point, values, values);
        groups.add(home);
      }
    }
    return groups;
  }

  /** What a point has to save, by local; its operands stand in temporaries. */
  static SortedMap<Integer, Object> valuesOf(SuspendPoint point, AddedLocals added) {
    SortedMap<Integer, Object> values = new TreeMap<>();
    for (SuspendPoint.Local local : point.locals()) {
      if (isSaved(local.type())) {
        values.put(local.index(), local.type());
      }
    }
    int temporary = added.firstTemporary();
    for (Object type : point.operands().below()) {
      if (isSaved(type)) {
        values.put(temporary, type);
      }
      temporary += Types.isWide(type) ? 2 : 1;
    }
    return values;
  }

  private static boolean isSaved(Object type) {
    return Types.isPrimitive(type) || Types.isReference(type);
  }

  private boolean admit(SuspendPoint point, SortedMap<Integer, Object> values) {
    SortedMap<Integer, Object> merged = merge(saved, values);
    if (merged == null) {
      return false;
    }
    Layout layout = new Layout(merged);
    if (!layout.isAsLargeAs(new Layout(values)) || !layout.isAsLargeAs(layout())) {
      return false;
    }
    if (layout.isUnbounded() && merged.size() > Math.min(values.size(), largestPoint) + 2) {
      return false;
    }
    take(point, values, merged);
    return true;
  }

  private void take(
      SuspendPoint point, SortedMap<Integer, Object> values, SortedMap<Integer, Object> merged) {
    points.add(point);
    saved = merged;
    largestPoint = Math.max(largestPoint, values.size());
  }

  /** Null where a local has two types. */
  private static @Nullable SortedMap<Integer, Object> merge(
      SortedMap<Integer, Object> some, SortedMap<Integer, Object> more) {
    SortedMap<Integer, Object> merged = new TreeMap<>(some);
    for (Map.Entry<Integer, Object> value : more.entrySet()) {
      Object other = merged.put(value.getKey(), value.getValue());
      if (other != null && !other.equals(value.getValue())) {
        return null;
      }
    }
    for (Map.Entry<Integer, Object> value : merged.entrySet()) {
      if (Types.isWide(value.getValue()) && merged.containsKey(value.getKey() + 1)) {
        return null;
      }
    }
    return merged;
  }

  List<SuspendPoint> points() {
    return points;
  }

  /** The values of all points by local. */
  SortedMap<Integer, Object> saved() {
    return saved;
  }

  Layout layout() {
    return new Layout(saved);
  }
}
