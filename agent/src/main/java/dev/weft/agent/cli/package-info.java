/** The commands of {@code java -jar weft-agent.jar}. */
@NullMarked
package dev.weft.agent.cli;

import org.jspecify.annotations.NullMarked;
