/**
 * Stack traces of exceptions in continuations, compared with those of the same code run plainly.
 */
package dev.weft.it.traces;
