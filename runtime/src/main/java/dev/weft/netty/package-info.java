/**
 * Fibers on Netty's event loops. On the application's class path, with Netty; nothing else in Weft
 * refers to it.
 */
@org.jspecify.annotations.NullMarked
package dev.weft.netty;
