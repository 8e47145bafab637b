package dev.weft.agent.scan;

/**
 * A call instruction.
 *
 * @param line of the caller's source; 0 if unknown
 * @param isVirtual whether a subclass's method can be the one that runs
 */
record Call(MethodId target, int line, boolean isVirtual) {}
