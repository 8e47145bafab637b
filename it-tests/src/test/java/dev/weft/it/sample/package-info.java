/** The sample project (it-tests/sample), built by Maven exactly as its user would. */
package dev.weft.it.sample;
