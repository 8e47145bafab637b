/**
 * Runs random programs woven and unwoven and compares everything they trace.
 *
 * <p>{@code FuzzMain} is the longer mode; {@code FuzzIT} runs a slice. A failure prints its seed,
 * which is all that is needed to run it again, and leaves a shrunken program in target/fuzz.
 */
package dev.weft.it.fuzz;
