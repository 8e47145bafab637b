/**
 * Where test frameworks and the detector of blocking calls meet: the frameworks say which tests
 * run, the detector says what it found. The bootstrap loader defines these classes where the agent
 * is installed, so both sides see the same ones; without the agent nothing is found.
 */
@NullMarked
package dev.weft.detect.spi;

import org.jspecify.annotations.NullMarked;
