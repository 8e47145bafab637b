/**
 * Reads class files in place: where their parts are, and how long their instructions. Knows the
 * format, and nothing of weaving.
 */
@NullMarked
package dev.weft.agent.classfile;

import org.jspecify.annotations.NullMarked;
