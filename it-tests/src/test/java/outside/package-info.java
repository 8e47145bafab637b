/** What the test JVMs' agent leaves alone: no pattern of theirs names this package. */
package outside;
