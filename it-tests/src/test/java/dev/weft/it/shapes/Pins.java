package dev.weft.it.shapes;

import dev.weft.Pinned;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The reasons for which a shape pins when all its classes are woven, each at least once. A shape
 * without it never pins.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Pins {
  Pinned[] value();

  /** Whether it may also not pin at all. */
  boolean optional() default false;
}
