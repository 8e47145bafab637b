/**
 * What the integration tests share: programs that suspend, ways to run them, and JVMs to run them
 * in.
 *
 * <p>A {@link dev.weft.it.support.Program} is written once and compared over several ways of
 * running it by {@link dev.weft.it.support.Differential}; the ordinary thread is the oracle.
 */
package dev.weft.it.support;
