/**
 * The rules file: which findings are allowed, and which have another severity than their kind's.
 * Its format is in docs/rules.md.
 */
@NullMarked
package dev.weft.agent.rules;

import org.jspecify.annotations.NullMarked;
