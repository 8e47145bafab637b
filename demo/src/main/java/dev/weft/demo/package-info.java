/** An HTTP server whose routes are plain methods in blocking style, each request a fiber. */
@org.jspecify.annotations.NullMarked
package dev.weft.demo;
