/**
 * What programs use: continuations, generators and what they report. It stands on {@link
 * dev.weft.core} and on nothing else, because a copy of both is loaded by the bootstrap loader.
 */
@NullMarked
package dev.weft;

import org.jspecify.annotations.NullMarked;
