/**
 * Detection of blocking calls: what is rewritten in the JDK and in event loops, the self-test, the
 * layers beside the hooks, and the report at the end. The part that runs inside the application is
 * {@code dev.weft.detect}.
 */
@NullMarked
package dev.weft.agent.detect;

import org.jspecify.annotations.NullMarked;
