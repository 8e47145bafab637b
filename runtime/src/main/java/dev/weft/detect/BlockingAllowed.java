package dev.weft.detect;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * In a method that has it, or whose class has it, blocking is not reported, whatever it calls; as
 * in {@link Blocking#allowed}. Not for constructors and static initialisers: a rule can name those.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface BlockingAllowed {
  /** Why. */
  String reason();
}
