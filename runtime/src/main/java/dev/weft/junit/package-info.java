/**
 * Blocking-call detection in tests on the JUnit Platform: findings are attributed to the tests that
 * made them, and fail Jupiter's by policy. Everything here registers itself; without the agent it
 * does nothing. Set-up and policies are in docs/ci.md.
 */
@NullMarked
package dev.weft.junit;

import org.jspecify.annotations.NullMarked;
