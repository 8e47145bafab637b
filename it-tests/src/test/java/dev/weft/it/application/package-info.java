/** Applications as their users run them, in {@code it-tests/applications}, under the agent. */
package dev.weft.it.application;
