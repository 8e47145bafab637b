/**
 * The model of a report: findings, where they were, and the fingerprints by which they are told
 * apart; its JSON. Files in other formats are written by {@code dev.weft.agent.report.format}.
 */
@NullMarked
package dev.weft.agent.report;

import org.jspecify.annotations.NullMarked;
