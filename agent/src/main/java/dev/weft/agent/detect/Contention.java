package dev.weft.agent.detect;

import org.jspecify.annotations.Nullable;

/**
 * A thread has waited for a monitor, as JFR tells it.
 *
 * @param monitor the class of the monitor's object, with dots
 * @param owner the thread that left the monitor, if it is known
 * @param endMillis since the epoch
 * @param nanos how long it waited
 * @param stack innermost frame first, without files
 * @param isTruncated whether outer frames are missing
 */
record Contention(
    long threadId,
    String thread,
    String monitor,
    @Nullable String owner,
    long endMillis,
    long nanos,
    StackTraceElement[] stack,
    boolean isTruncated) {}
