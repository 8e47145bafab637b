package dev.weft.core;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of some classes: it hangs on the Class itself, so that it lives as long, and keeps
 * no loader alive. It must be put there before it is first asked for.
 */
final class ClassNotes<T> {
  /** Until {@link #notes} has them. */
  private final Map<Class<?>, T> pending = new ConcurrentHashMap<>();

  private final ClassValue<@Nullable T> notes =
      new ClassValue<>() {
        @Override
        protected @Nullable T computeValue(Class<?> type) {
          return pending.remove(type);
        }
      };

  void put(Class<?> type, T note) {
    pending.put(type, note);
    notes.get(type);
  }

  @Nullable T get(Class<?> type) {
    return notes.get(type);
  }
}
