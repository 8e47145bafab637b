/**
 * The engine: saved frames, the link protocol and the hooks that woven code calls. It is no API.
 * Woven JDK classes call it, so it is loaded by the bootstrap loader and depends on java.base only.
 */
@NullMarked
package dev.weft.core;

import org.jspecify.annotations.NullMarked;
