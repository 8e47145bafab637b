/** The agent: options, installation, and the transformer through which classes are woven. */
@NullMarked
package dev.weft.agent;

import org.jspecify.annotations.NullMarked;
