/**
 * Real libraries with everything woven: their own work, inside continuations and fibers that
 * suspend in their callbacks, gives what it gives in a JVM without the agent.
 */
package dev.weft.it.library;
