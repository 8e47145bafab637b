/**
 * Widely used jars, every class of which is woven, linked, verified and compared with its unwoven
 * self.
 *
 * <p>{@link dev.weft.it.corpus.CorpusMain} runs in a JVM of its own, without the agent and with it;
 * {@link dev.weft.it.corpus.CorpusReport} compares the two runs and prints the tables of
 * docs/corpus.md.
 */
package dev.weft.it.corpus;
