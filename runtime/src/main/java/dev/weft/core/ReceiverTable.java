package dev.weft.core;

import org.jspecify.annotations.Nullable;

/**
 * An immutable map from receivers' classes, which is read at each call: open addressing by the
 * classes' identity hashes.
 */
final class ReceiverTable<T> {
  /** Classes and values by turns; at most half of it is used. */
  private final @Nullable Object[] entries;

  private final int size;

  private ReceiverTable(@Nullable Object[] entries, int size) {
    this.entries = entries;
    this.size = size;
  }

  static <T> ReceiverTable<T> empty() {
    return new ReceiverTable<>(new Object[4], 0);
  }

  int size() {
    return size;
  }

  @SuppressWarnings("unchecked") // as it was put
  @Nullable T get(Class<?> type) {
    @Nullable Object[] all = entries;
    int mask = all.length - 2;
    for (int at = type.hashCode() << 1 & mask; ; at = at + 2 & mask) {
      Object key = all[at];
      if (key == type) {
        return (T) all[at + 1];
      }
      if (key == null) {
        return null;
      }
    }
  }

  /** This and one more, of a class that is not here. */
  ReceiverTable<T> with(Class<?> type, T value) {
    @Nullable Object[] all =
        new Object[(size + 1) * 4 > entries.length ? 2 * entries.length : entries.length];
    for (int at = 0; at < entries.length; at += 2) {
      if (entries[at] instanceof Class<?> key) {
        put(all, key, entries[at + 1]);
      }
    }
    put(all, type, value);
    return new ReceiverTable<>(all, size + 1);
  }

  private static void put(@Nullable Object[] all, Class<?> type, @Nullable Object value) {
    int mask = all.length - 2;
    int at = type.hashCode() << 1 & mask;
    while (all[at] != null) {
      at = at + 2 & mask;
    }
    all[at] = type;
    all[at + 1] = value;
  }
}
