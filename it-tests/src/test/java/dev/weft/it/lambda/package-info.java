/**
 * Lambdas, method references, reflective calls, method handles and proxies: as the JDK has them,
 * and suspending.
 */
package dev.weft.it.lambda;
