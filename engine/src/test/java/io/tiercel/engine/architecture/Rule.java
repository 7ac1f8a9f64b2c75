package io.tiercel.engine.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * A rule and the proof that it can fail.
 *
 * @param fixtures classes that break it: each method of theirs named {@code bad…} must be found, and none named
 *                 {@code good…}; a class without such methods must be found itself
 */
record Rule(String name, ArchRule rule, List<Class<?>> fixtures) {
    @Override
    public String toString() {
        return name;
    }
}
