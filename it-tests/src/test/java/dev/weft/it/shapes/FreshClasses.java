package dev.weft.it.shapes;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A shape whose classes are loaded anew for each run, since it depends on their initialisation. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface FreshClasses {}
