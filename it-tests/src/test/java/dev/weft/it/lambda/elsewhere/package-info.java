/** A super class in another package: what it protects is not in reach of a lambda's own class. */
package dev.weft.it.lambda.elsewhere;
