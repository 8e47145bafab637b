package dev.weft.core;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives every (name, descriptor) of a method the number by which a woven caller announces a call of
 * it: exact, not a hash.
 */
public final class Tokens {
  private static final ConcurrentHashMap<String, Integer> BY_METHOD = new ConcurrentHashMap<>();
  private static final AtomicInteger NEXT = new AtomicInteger(1);

  private Tokens() {}

  /** A number in 1 .. 2^29, the same for the same arguments for the life of the JVM. */
  public static int of(String name, String descriptor) {
    String key = name.concat(descriptor);
    Integer known = BY_METHOD.get(key);
    if (known != null) {
      return known;
    }
    Integer fresh = NEXT.getAndIncrement();
    Integer raced = BY_METHOD.putIfAbsent(key, fresh);
    return raced == null ? fresh : raced;
  }
}
