/** Programs in which the agent finds no mention of Weft, as in most that it is put into. */
@NullMarked
package outside;

import org.jspecify.annotations.NullMarked;
