/** Weaves class files: decides what suspends, analyses, plans and writes one method at a time. */
@NullMarked
package dev.weft.agent.weave;

import org.jspecify.annotations.NullMarked;
