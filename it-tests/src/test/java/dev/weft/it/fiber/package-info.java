/** Fibers, their schedulers and the demo server, on real event loops. */
package dev.weft.it.fiber;
