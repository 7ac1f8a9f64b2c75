package io.tiercel.engine.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.EvaluationResult;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ArchitectureTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // Parts of other modules' tests, when they come as a jar
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.tiercel");
    private static final JavaClasses FIXTURES =
            new ClassFileImporter().importPackages("io.tiercel.engine.architecture.fixture");

    static List<Rule> rules() {
        return Rules.ALL;
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldHold(final Rule rule) {
        rule.rule().check(PRODUCT);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldFindWhatBreaksIt(final Rule rule) {
        final EvaluationResult result = rule.rule().evaluate(FIXTURES);

        assertTrue(result.hasViolation());
        final String report = String.join("\n", result.getFailureReport().getDetails());
        for (final Class<?> fixture : rule.fixtures()) {
            final List<String> methods = methods(fixture);
            final List<String> bad =
                    methods.stream().filter(name -> name.startsWith("bad")).toList();
            final List<String> found = methods.stream()
                    .filter(name -> report.contains("<" + fixture.getName() + "." + name + "("))
                    .toList();
            assertEquals(bad, found, report);
            assertTrue(report.contains(fixture.getName()), report);
        }
    }

    @Test
    void shouldSeeTheWholeProduct() {
        assertTrue(PRODUCT.contain("io.tiercel.engine.book.Book"));
        assertTrue(PRODUCT.contain("io.tiercel.journal.JournalWriter"));
        assertTrue(PRODUCT.contain("io.tiercel.codecs.HotPath"));
    }

    private static List<String> methods(final Class<?> fixture) {
        return Stream.of(fixture.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(Method::getName)
                .distinct()
                .sorted()
                .toList();
    }
}
