/**
 * What must hold of the shipped jars as wholes: the arrows between packages, and what is packaged.
 */
package dev.weft.it.architecture;
