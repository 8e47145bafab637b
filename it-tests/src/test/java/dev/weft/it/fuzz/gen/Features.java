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
 * @param budget how many statements and expressions a method has at most
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
    int statements,
    int budget) {

  static Features random(Rng r) {
    int version = r.between(Opcodes.V1_4, Opcodes.V17);
    boolean pinning = r.percent(30);
    boolean large = r.below(1500) == 0;
    boolean small = r.percent(80);
    return new Features(
        version,
        r.percent(25),
        pinning,
        r.percent(small ? 25 : 50),
        r.percent(small ? 35 : 60),
        version >= Opcodes.V1_8 && r.percent(8),
        version >= Opcodes.V9 && r.percent(6),
        r.percent(6),
        r.below(300) == 0,
        large,
        r.percent(2),
        small ? r.pickOf(10, 20, 40) : r.pickOf(25, 60, 120),
        r.pickOf(0, 1, 4),
        r.between(1, small ? 3 : 7),
        small ? r.between(1, 3) : r.pickOf(2, 4, 7),
        small ? 22 : 70);
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
        2,
        budget);
  }
}
