package io.tiercel.engine.boot.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Idle;
import io.tiercel.engine.boot.configuration.EngineConfiguration.StrategyConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.risk.RiskLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationLoaderTest {
    private static final String MINIMAL = """
            venues.SIM.id = 1
            """;
    private static final Path EXAMPLE = Path.of("..", "config", "tiercel.conf");

    @TempDir
    Path folder;

    @Test
    void shouldReadExample() {
        final EngineConfiguration example = load(EXAMPLE, Map.of());

        assertEquals(1, example.engine().id());
        assertEquals(Durability.Level.PROCESS, example.journal().durability().level());
        assertEquals(5_000_000_000L, example.stop().timeoutNs());
        final Venue venue = example.venues().get(0);
        assertEquals("SIM", venue.name());
        assertEquals(20_000, venue.latencyBaseNs());
        assertEquals(-10_000, venue.makerFeeFraction());
        assertEquals(30_000, venue.takerFeeFraction());
        assertEquals(2_000_000_000L, venue.volatilityNanos());
        assertEquals("GYRFALCON", venue.listings().get(0).symbol());
        assertEquals(4_150_250_000_000L, venue.listings().get(0).startPriceNanos());
        assertEquals(
                List.of("makerGyrfalcon", "makerKestrel"),
                example.strategies().stream().map(StrategyConfiguration::name).toList());
        assertEquals("MarketMaker", example.strategies().get(0).className());
        assertEquals("GYRFALCON", example.strategies().get(0).parameters().get("instrument"));
    }

    @Test
    void shouldTakeDefaults() throws IOException {
        final EngineConfiguration configuration = load(file(MINIMAL), Map.of());

        assertEquals(Idle.AUTO, configuration.engine().idle());
        assertEquals(5_000_000, configuration.engine().packetEndTimeoutNs());
        assertEquals(256L << 20, configuration.journal().blockBytes());
        assertEquals(new RiskLimits(1_000, 1_000_000_000_000_000L, 500, 10_000, 100, 1_000), configuration.risk());
        assertEquals(List.of(), configuration.strategies());
    }

    @Test
    void shouldGiveStrategyTheCommonLimitsItDoesNotSet() throws IOException {
        final EngineConfiguration configuration = load(
                file(MINIMAL + "risk.maxPosition = 7, strategies.a { class = MarketMaker, risk.maxOpenOrders = 3 }"),
                Map.of());

        final RiskLimits limits = configuration.strategies().get(0).limits();
        assertEquals(7, limits.maxPosition());
        assertEquals(3, limits.maxOpenOrders());
        assertEquals(100, configuration.risk().maxOpenOrders());
    }

    @Test
    void shouldNumberStrategiesByNameDisabledOnesIncluded() throws IOException {
        final EngineConfiguration configuration = load(
                file(MINIMAL + "strategies { b { class = X }, a { class = X, enabled = false }, B { class = X } }"),
                Map.of());

        assertEquals(
                List.of("1 B true", "2 a false", "3 b true"),
                configuration.strategies().stream()
                        .map(s -> s.id() + " " + s.name() + " " + s.enabled())
                        .toList());
    }

    @Test
    void shouldRebuildEqualConfigurationFromWhatIsJournaled() {
        final EngineConfiguration example = load(EXAMPLE, Map.of("TIERCEL_ENGINE_ID", "9"));

        assertEquals(example, EngineConfiguration.fromResolved(example.resolved()));
    }

    @Test
    void shouldRebuildEqualConfigurationFromRandomSettings() throws IOException {
        final long seed = 20260101;
        final Random random = new Random(seed);
        for (int run = 0; run < 50; run++) {
            final StringBuilder text = new StringBuilder(MINIMAL);
            final Set<Long> processors = new HashSet<>();
            final Settings names = new Settings();
            names.putSection(List.of("venues", "SIM", "instruments", "BRK.B"), "test");
            names.putSection(List.of("strategies", "maker"), "test");
            text.append("strategies.maker.class = X\nvenues.SIM.instruments.\"BRK.B\".startPrice = 5\n");
            for (final Key key : Keys.all()) {
                for (final List<String> path : KeyExpansion.of(key, names)) {
                    if (random.nextInt(3) == 0 && key.type().numeric()) {
                        final long span = key.max() - key.min();
                        final long value = span < 0 || span == Long.MAX_VALUE
                                ? random.nextLong() >>> 1
                                : key.min() + Math.floorMod(random.nextLong(), span + 1);
                        if (key.path().endsWith("Processor") && !processors.add(value)) {
                            // Each thread has one of its own.
                            continue;
                        }
                        final long whole = key.path().endsWith("FeeBasisPoints") ? value - value % 10_000 : value;
                        text.append(com.typesafe.config.ConfigUtil.joinPath(path))
                                .append(" = \"")
                                .append(key.type().format(whole))
                                .append("\"\n");
                    }
                }
            }
            final EngineConfiguration configuration = load(file(text.toString()), Map.of());

            assertEquals(
                    configuration,
                    EngineConfiguration.fromResolved(configuration.resolved()),
                    () -> "seed " + seed + ": " + text);
        }
    }

    @Test
    void shouldLetEnvironmentOverrideFileAndOptionsOverrideEnvironment() throws IOException {
        final Path file = file(MINIMAL + "engine { id = 2, maxOpenOrders = 20, maxTimers = 200 }");
        final Map<String, String> environment =
                Map.of("TIERCEL_ENGINE_MAX_OPEN_ORDERS", "30", "TIERCEL_ENGINE_MAX_TIMERS", "300", "PATH", "/bin");

        final EngineConfiguration.Engine engine = ConfigurationLoader.load(
                        file, environment, List.of("engine.maxTimers = 400"), OptionalLong.empty())
                .configuration()
                .engine();

        assertEquals(2, engine.id());
        assertEquals(30, engine.maxOpenOrders());
        assertEquals(400, engine.maxTimers());
    }

    @Test
    void shouldLetEnvironmentOverrideParameterOfStrategy() throws IOException {
        final Path file = file(MINIMAL + "strategies.my-maker { class = X, parameters { halfSpread = 1 } }");

        final EngineConfiguration configuration =
                load(file, Map.of("TIERCEL_STRATEGIES_MY_MAKER_PARAMETERS_HALF_SPREAD", "2"));

        assertEquals("2", configuration.strategies().get(0).parameters().get("halfSpread"));
    }

    @Test
    void shouldGiveEveryBuiltInMarketItsOwnSeed() throws IOException {
        final Path file = file("venues { B.id = 2, A.id = 5 }");

        final List<Venue> venues = ConfigurationLoader.load(file, Map.of(), List.of(), OptionalLong.of(40))
                .configuration()
                .venues();

        assertEquals(
                List.of("B 41", "A 40"),
                venues.stream().map(v -> v.name() + " " + v.seed()).toList());
    }

    @Test
    void shouldSubstituteFromFileAndEnvironmentAndInclude() throws IOException {
        Files.createDirectories(folder.resolve("parts"));
        Files.writeString(folder.resolve("parts/risk.conf"), "include \"more.conf\"\nrisk.maxPosition = ${limit}");
        Files.writeString(folder.resolve("parts/more.conf"), "risk.maxOpenOrders = 4");
        final Path file = file(MINIMAL + """
                include "parts/risk.conf"
                risk.maxOrderQuantity = ${?QUANTITY}
                """);

        final EngineConfiguration configuration = load(file, Map.of("limit", "12", "QUANTITY", "11"));

        assertEquals(12, configuration.risk().maxPosition());
        assertEquals(4, configuration.risk().maxOpenOrders());
        assertEquals(11, configuration.risk().maxOrderQuantity());
    }

    @Test
    void shouldKeepEveryDigitOfNumbers() throws IOException {
        final Path file = file(MINIMAL
                + "risk.maxOrderNotional = 123456789.123456789, strategies.a { class = X, parameters.x = 1.50 }");

        final EngineConfiguration configuration = load(file, Map.of());

        assertEquals(123_456_789_123_456_789L, configuration.risk().maxOrderNotionalMoney());
        assertEquals("1.50", configuration.strategies().get(0).parameters().get("x"));
    }

    @Test
    void shouldMaskSecretsInWhatIsJournaledOnly() throws IOException {
        final Path file =
                file(MINIMAL + "strategies.a { class = X, parameters { apiKey = hush, list = [A, 1, true] } }");

        final EngineConfiguration configuration = load(file, Map.of());

        assertEquals("hush", configuration.strategies().get(0).parameters().get("apiKey"));
        assertEquals("A,1,true", configuration.strategies().get(0).parameters().get("list"));
        assertEquals(Key.MASK, configuration.resolved().get("strategies.a.parameters.apiKey"));
    }

    @Test
    void shouldRefuseUnknownKeyInJournalAndTakeDefaultsForMissingOnes() {
        final SortedMap<String, String> items = new TreeMap<>(Map.of("venues.SIM.id", "1"));
        assertEquals(1, EngineConfiguration.fromResolved(items).engine().id());

        items.put("engine.future.key", "1");

        final ConfigurationException failure =
                assertThrows(ConfigurationException.class, () -> EngineConfiguration.fromResolved(items));
        assertTrue(failure.getMessage().startsWith("journal: engine.future.key = "), failure.getMessage());
    }

    @Test
    void shouldOnlyFailCleanlyOnRandomText() {
        final long seed = 7;
        final Random random = new Random(seed);
        final String[] words = {
            "venues",
            ".",
            "SIM",
            "id",
            "=",
            "1",
            "{",
            "}",
            "[",
            "]",
            "\n",
            "\"",
            "\\",
            "include ",
            "${",
            "?",
            "#",
            "engine",
            ":",
            ",",
            "5s",
            "+=",
            "strategies",
            "class",
            "\u0000",
            "é",
            "null",
            "true",
            " ",
            "\"\"\"",
            "parameters",
            "${a}",
            "a"
        };
        final Path file = folder.resolve("random.conf");
        for (int run = 0; run < 10_000; run++) {
            final byte[] bytes;
            if ((run & 1) == 0) {
                bytes = new byte[random.nextInt(60)];
                random.nextBytes(bytes);
            } else {
                final StringBuilder text = new StringBuilder();
                for (int i = random.nextInt(30); i > 0; i--) {
                    text.append(words[random.nextInt(words.length)]);
                }
                bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            }
            final Problems problems = new Problems();
            final Settings settings = new Settings();
            try {
                new HoconReader(settings, problems).read(file, () -> HoconReader.decode(file, bytes), Map.of());
                problems.throwIfAny();
                ConfigurationLoader.build(new Resolver(settings, problems).resolve(), problems);
            } catch (final ConfigurationException e) {
                e.problems()
                        .forEach(line -> assertTrue(
                                !line.isBlank() && line.chars().noneMatch(Character::isISOControl),
                                () -> "seed " + seed + ": " + line));
            }
        }
    }

    @Test
    void shouldRefuseDeepNestingCleanly() throws IOException {
        final String text = "a = " + "[".repeat(200_000);
        final Path file = file(text);

        assertThrows(ConfigurationException.class, () -> load(file, Map.of()));
    }

    private static EngineConfiguration load(final Path file, final Map<String, String> environment) {
        return ConfigurationLoader.load(file, environment, List.of(), OptionalLong.empty())
                .configuration();
    }

    private Path file(final String text) throws IOException {
        return Files.writeString(folder.resolve("test.conf"), text);
    }
}
