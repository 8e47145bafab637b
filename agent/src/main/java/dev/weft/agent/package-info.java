/**
 * The agent: reads its options, puts the runtime's engine before the bootstrap loader, and hands
 * the classes that load to {@link dev.weft.agent.weave}.
 */
@NullMarked
package dev.weft.agent;

import org.jspecify.annotations.NullMarked;
