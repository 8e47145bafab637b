/** What the agent says to bad input: one clear line, and the application starts. */
package dev.weft.it.agentoptions;
