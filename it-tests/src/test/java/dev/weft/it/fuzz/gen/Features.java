package dev.weft.it.fuzz.gen;

import org.objectweb.asm.Opcodes;

/**
 * What a program is made of.
 *
 * @param pinning it may suspend where no continuation can unmount: under monitors, in constructors,
 *     below JDK code
 * @param large it has a method that may be too large to weave
 * @param fuel how many method entries and loop turns it has, after which methods return at once and
 *     loops end
 * @param nulls percentage of references that are null
 */
public record Features(
    int version,
    boolean mixedVersions,
    boolean pinning,
    boolean face,
    boolean sub,
    boolean lambdas,
    boolean concat,
    boolean initialiser,
    boolean manyPoints,
    boolean large,
    boolean wideSlots,
    int fuel,
    int nulls,
    int methods,
    int statements) {

  static Features random(Rng r) {
    int version = r.between(Opcodes.V1_4, Opcodes.V17);
    boolean pinning = r.percent(30);
    boolean large = r.below(600) == 0;
    return new Features(
        version,
        r.percent(25),
        pinning,
        r.percent(50),
        r.percent(60),
        version >= Opcodes.V1_8 && r.percent(8),
        version >= Opcodes.V9 && r.percent(6),
        r.percent(6),
        r.below(80) == 0,
        large,
        r.percent(2),
        r.pickOf(10, 25, 60, 120),
        r.pickOf(0, 1, 4),
        r.between(2, 7),
        r.pickOf(2, 4, 7));
  }

  /** Whether a suspension may be refused without that being a fault. */
  public boolean mayPin() {
    return pinning;
  }

  Features notLarge() {
    return new Features(
        version,
        mixedVersions,
        pinning,
        face,
        sub,
        lambdas,
        concat,
        initialiser,
        false,
        false,
        wideSlots,
        fuel,
        nulls,
        methods,
        2);
  }
}
