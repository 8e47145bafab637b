/** Detection of blocking calls: what is found, what is not to be found, and where. */
package dev.weft.it.detect;
