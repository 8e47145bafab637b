package dev.weft.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Allows blocking calls in a test, or in all of a class: they do not fail it, and stand in the
 * report as allowed. What other tests do at the same place is not allowed by it.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@Repeatable(AllowBlocking.List.class)
public @interface AllowBlocking {
  /** Why. */
  String reason();

  /** Kinds as in reports ({@code "sleep"}, {@code "file-data"}); any if empty. */
  String[] kind() default {};

  /**
   * A glob over the method that blocks, in which {@code *} stands for any run of characters: {@code
   * "java.lang.Thread.sleep"}.
   */
  String api() default "*";

  /** Several on one element. */
  @Documented
  @Inherited
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.METHOD, ElementType.TYPE})
  @interface List {
    AllowBlocking[] value();
  }
}
