/** Programs for tests that must not be taken for Weft's own, whose frames reports pass over. */
package acme;
