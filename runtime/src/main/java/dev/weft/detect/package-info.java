/**
 * The part of blocking-call detection that runs inside the application: which threads are in async
 * context, what the rewritten bodies of the JDK and of event loops call, and the bounded table of
 * what was found. The boot loader defines it. It works without the engine, and uses java.base only.
 *
 * <p>For programs: {@link dev.weft.detect.Blocking}. All else is called by rewritten code and by
 * the agent.
 */
@NullMarked
package dev.weft.detect;

import org.jspecify.annotations.NullMarked;
