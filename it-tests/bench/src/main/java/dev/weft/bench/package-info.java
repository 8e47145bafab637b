/**
 * Benchmarks of the engine, against the JDK's own continuation and against the same code without
 * the agent.
 */
@NullUnmarked // JMH, not constructors, sets the fields of states
package dev.weft.bench;

import org.jspecify.annotations.NullUnmarked;
