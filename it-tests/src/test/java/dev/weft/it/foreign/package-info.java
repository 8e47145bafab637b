/**
 * Suspension under frames that cannot be unwound: it is refused or waits in place, with the culprit
 * named; never silently wrong.
 */
package dev.weft.it.foreign;
