/**
 * Makes random programs, as class files, that verify, end, and trace every value they compute; a
 * seed says which.
 */
package dev.weft.it.fuzz.gen;
