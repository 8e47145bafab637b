/** The commands of the packaged agent, as a build runs them. */
package dev.weft.it.commands;
