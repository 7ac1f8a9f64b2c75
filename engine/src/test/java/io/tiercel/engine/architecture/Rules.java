package io.tiercel.engine.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import io.tiercel.engine.architecture.fixture.engine.admin.BadAdmin;
import io.tiercel.engine.architecture.fixture.engine.book.BadBook;
import io.tiercel.engine.architecture.fixture.engine.core.BadCore;
import io.tiercel.engine.architecture.fixture.engine.core.BadHotPath;
import io.tiercel.engine.architecture.fixture.engine.core.BadLibraries;
import io.tiercel.engine.architecture.fixture.engine.core.BadNames;
import io.tiercel.engine.architecture.fixture.engine.signal.Signal;
import io.tiercel.engine.architecture.fixture.engine.util.BadPackage;
import io.tiercel.engine.architecture.fixture.engine.venue.sim.BadMarket;
import java.util.List;
import java.util.function.Predicate;

/** What the design says of layout and of what code may touch. A package that is still empty breaks nothing. */
final class Rules {
    private static final Predicate<JavaClass> EVERYWHERE = Stages::isTiercel;
    private static final Predicate<JavaClass> CORE = Stages::isCore;
    private static final Predicate<JavaClass> REPEATABLE = Stages::isRepeatable;

    private Rules() {}

    static final List<Rule> ALL = List.of(
            // Layout
            rule("a stage knows the stages before it only", CORE, Layout.KNOWS_UPSTREAM_ONLY, BadBook.class),
            rule("admin sees observe and codecs only", Stages.in("admin"), Layout.KNOWS_OBSERVE_ONLY, BadAdmin.class),
            new Rule("the engine's packages have no cycles", noCycles(), List.of(Signal.class)),
            rule("classes are final or abstract", EVERYWHERE, Layout.CLOSED, BadNames.Open.class),
            rule(
                    "names say what a class is for",
                    EVERYWHERE,
                    Layout.TELLING_NAME,
                    BadNames.BookImpl.class,
                    BadNames.BookUtil.class,
                    BadNames.BookUtils.class,
                    BadNames.BookHelper.class,
                    BadNames.BookManager.class,
                    BadPackage.class),

            // Libraries
            only("journal", "net\\.openhft\\.(?!affinity\\.).*", Layout.JOURNAL, BadLibraries.Chronicle.class),
            only(
                    "journal.readmodel",
                    "net\\.openhft\\.chronicle\\.(map|hash|set|values|algo)\\..*",
                    Layout.READ_MODEL,
                    BadLibraries.ReadModel.class),
            only(
                    "boot, pipeline",
                    "net\\.openhft\\.affinity\\..*",
                    Stages.in("boot", "pipeline"),
                    BadLibraries.Affinity.class),
            only("pipeline", "com\\.lmax\\.disruptor\\..*", Stages.in("pipeline"), BadLibraries.Disruptor.class),
            only(
                    "the edges",
                    "io\\.aeron\\..*",
                    Stages.in("ingress", "venue", "feed", "observe", "boot"),
                    BadLibraries.Aeron.class),
            only("feed.capture", "io\\.airlift\\..*", Layout.CAPTURE, BadLibraries.Zstd.class),
            only(
                    "journal, feed.mdp3.dump",
                    "uk\\.co\\.real_logic\\..*",
                    Layout.TOOLS_BY_SCHEMA,
                    BadLibraries.SchemaTool.class),
            only("boot", "org\\.objectweb\\.asm\\..*", Stages.in("boot"), BadLibraries.Asm.class),
            only(
                    "tests",
                    "io\\.tiercel\\.engine\\.strategy\\.testing\\..*",
                    Layout.TEST_KIT,
                    BadLibraries.TestKit.class),

            // The same inputs, the same outputs
            ban("no thread in the core", CORE, Bans.THREADS, BadCore.Threads.class),
            ban("no clock in the core", CORE, Bans.CLOCKS, BadCore.Clocks.class),
            ban("no randomness in the core", CORE, Bans.RANDOMNESS, BadCore.Randomness.class),
            ban("no environment in the core", CORE, Bans.ENVIRONMENT, BadCore.Environment.class),
            ban("no file in the core", CORE, Bans.FILES, BadCore.Files.class),
            ban("no log in the core", CORE, Bans.LOGS, BadCore.Logs.class),
            ban("no identity hash", REPEATABLE, Bans.IDENTITY, BadCore.Identity.class),
            ban("no arithmetic that differs between machines", REPEATABLE, Bans.MATHEMATICS, BadCore.Mathematics.class),
            ban("no order of a hash table", REPEATABLE, Bans.HASH_ORDER, BadCore.HashOrder.class),
            ban("no text in the host's locale", REPEATABLE, Bans.LOCALE, BadCore.Texts.class),
            ban("no randomness without a seed", REPEATABLE, Bans.UNSEEDED, BadMarket.class),
            ban(
                    "only boot reads the environment",
                    Stages.in("boot").negate(),
                    Bans.PROPERTIES,
                    BadCore.Properties.class),

            // Speed
            rule(
                    "nothing hot allocates, boxes or locks",
                    HotCode::isIn,
                    HotCode.avoids(Bans.HOT_PATH),
                    BadHotPath.class));

    private static Rule only(
            final String where, final String library, final Predicate<JavaClass> allowed, final Class<?> fixture) {
        return ban(library + " in " + where + " only", allowed.negate(), Ban.types(library), fixture);
    }

    private static Rule ban(
            final String name, final Predicate<JavaClass> where, final Ban ban, final Class<?> fixture) {
        return rule(name, where, ban.condition(), fixture);
    }

    private static Rule rule(
            final String name,
            final Predicate<JavaClass> where,
            final ArchCondition<JavaClass> condition,
            final Class<?>... fixtures) {
        final ArchRule rule = classes()
                .that(DescribedPredicate.describe("concerned", where))
                .should(condition)
                .as(name)
                .allowEmptyShould(true);
        return new Rule(name, rule, List.of(fixtures));
    }

    private static ArchRule noCycles() {
        return slices().assignedFrom(Layout.STAGES).should().beFreeOfCycles().allowEmptyShould(true);
    }
}
