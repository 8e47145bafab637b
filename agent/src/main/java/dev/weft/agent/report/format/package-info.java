/** Reports as files of other formats, for people and for the services that build programs. */
@NullMarked
package dev.weft.agent.report.format;

import org.jspecify.annotations.NullMarked;
