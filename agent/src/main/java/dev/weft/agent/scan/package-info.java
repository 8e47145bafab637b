/**
 * The static pass: blocking calls that event-loop callbacks and fibers reach, read off class files
 * without running anything. It follows calls by their static types, so it can miss what runs
 * through reflection and find what never happens.
 */
@NullMarked
package dev.weft.agent.scan;

import org.jspecify.annotations.NullMarked;
