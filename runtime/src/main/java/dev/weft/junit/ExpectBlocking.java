package dev.weft.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Expects a blocking call in a Jupiter test: it allows it, and the test fails if none was found
 * that is the test's for certain. It expects nothing in a JVM without a live detector.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(ExpectBlocking.List.class)
public @interface ExpectBlocking {
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
  @Target(ElementType.METHOD)
  @interface List {
    ExpectBlocking[] value();
  }
}
