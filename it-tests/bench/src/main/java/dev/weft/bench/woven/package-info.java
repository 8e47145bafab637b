/**
 * What the benchmarks run: of all classes here, and of no other of this jar, the agent is told to
 * weave the methods.
 */
@NullMarked
package dev.weft.bench.woven;

import org.jspecify.annotations.NullMarked;
