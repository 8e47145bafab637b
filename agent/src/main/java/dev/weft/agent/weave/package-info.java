/**
 * Weaves one class: analyses each method, plans its suspend points and their frames, and rewrites
 * its body. It knows class files only; nothing here loads a class.
 */
@NullMarked
package dev.weft.agent.weave;

import org.jspecify.annotations.NullMarked;
