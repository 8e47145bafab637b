package dev.weft.detect;

/**
 * A call that has not returned yet.
 *
 * @param nanos how long it has taken so far
 */
public record OpenCall(Site site, long nanos) {}
