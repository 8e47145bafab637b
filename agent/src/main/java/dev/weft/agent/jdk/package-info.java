/**
 * Rewrites of JDK classes, bodies only, by retransformation. {@link dev.weft.agent.jdk.JdkRewrites}
 * installs them; what each one needs of the JDK is named in {@link dev.weft.agent.jdk.JdkMembers},
 * so that a JDK in which something moved is refused with that name.
 */
@NullMarked
package dev.weft.agent.jdk;

import org.jspecify.annotations.NullMarked;
