/**
 * What the JVM tells of an exception and cannot tell of one in woven code. {@link
 * dev.weft.agent.trace.NullMessages} computes the message of a NullPointerException from the class
 * file that was not woven.
 */
@NullMarked
package dev.weft.agent.trace;

import org.jspecify.annotations.NullMarked;
