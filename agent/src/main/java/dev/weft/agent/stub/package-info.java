/**
 * Reads and changes class files in place, byte by byte: for the step that every class goes through
 * as it loads. Knows the format of class files, and nothing of what Weft puts into them.
 */
@NullMarked
package dev.weft.agent.stub;

import org.jspecify.annotations.NullMarked;
