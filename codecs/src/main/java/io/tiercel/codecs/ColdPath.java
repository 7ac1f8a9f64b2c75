package io.tiercel.codecs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of a {@link HotPath} class that does not run for every event: set-up, snapshots, reports. It may
 * allocate. Constructors, and private methods that only such methods call, need no mark.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface ColdPath {}
