/** What blocking-call detection costs, against BlockHound. */
@NullMarked
package dev.weft.bench.detect;

import org.jspecify.annotations.NullMarked;
