/** The JDK's blocking calls as woven code makes them. */
@org.jspecify.annotations.NullMarked
package dev.weft.bridge;
