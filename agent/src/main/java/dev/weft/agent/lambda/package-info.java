/**
 * Writes the classes that stand in for what the JDK would spin: lambdas' objects, and callers of
 * reflected methods.
 */
@NullMarked
package dev.weft.agent.lambda;

import org.jspecify.annotations.NullMarked;
