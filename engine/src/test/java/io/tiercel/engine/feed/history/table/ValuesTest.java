package io.tiercel.engine.feed.history.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers and times of texts, beside the slow ways of the class library. */
final class ValuesTest {
    private static final long SEED = Long.getLong("tiercel.seed", System.nanoTime());

    private final Random random = new Random(SEED);
    private final DecimalText decimal = new DecimalText();

    @Test
    void shouldReadDecimalsAsTheyAre() {
        for (int i = 0; i < 100_000; i++) {
            final StringBuilder text = new StringBuilder();
            text.append(List.of("", "-", "+").get(random.nextInt(3)));
            for (int digits = random.nextInt(12); digits > 0; digits--) {
                text.append((char) ('0' + random.nextInt(10)));
            }
            if (random.nextBoolean()) {
                text.append('.');
                for (int digits = random.nextInt(12); digits > 0; digits--) {
                    text.append((char) ('0' + (random.nextInt(3) == 0 ? random.nextInt(10) : 0)));
                }
            }
            if (random.nextInt(4) == 0) {
                text.append(random.nextBoolean() ? 'e' : 'E').append(random.nextInt(25) - 12);
            }
            check(text.toString(), random.nextInt(19));
        }
    }

    private void check(final String text, final int scale) {
        final BigDecimal expected = decimal(text, scale);
        final byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        final String fault = decimal.parse(bytes, 0, bytes.length, scale, false);
        final boolean fits = expected != null
                && expected.stripTrailingZeros().scale() <= 0
                && expected.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
        if (fits) {
            assertNull(fault, () -> text + " with " + scale + ", seed " + SEED);
            assertEquals(expected.longValueExact(), decimal.value(), () -> text + " with " + scale + ", seed " + SEED);
        } else {
            assertNotNull(fault, () -> text + " with " + scale + ", seed " + SEED);
        }
    }

    /** Null when it is none. */
    private static BigDecimal decimal(final String text, final int scale) {
        try {
            return new BigDecimal(text).movePointRight(scale);
        } catch (final NumberFormatException none) {
            return null;
        }
    }

    @Test
    void shouldReadTimesInAnyUnit() {
        for (int i = 0; i < 20_000; i++) {
            final long ns = 1_000_000_000_000_000_000L + random.nextLong(2_000_000_000_000_000_000L);
            final BigDecimal count = BigDecimal.valueOf(ns);
            assertEquals(ns, time(TableMapping.Unit.NS, count.toPlainString()));
            assertEquals(ns, time(TableMapping.Unit.US, count.movePointLeft(3).toPlainString()));
            assertEquals(ns, time(TableMapping.Unit.MS, count.movePointLeft(6).toPlainString()));
            assertEquals(ns, time(TableMapping.Unit.S, count.movePointLeft(9).toPlainString()));
            for (final int digits : new int[] {0, 3, 6, 9}) {
                assertEquals(
                        ns,
                        time(
                                TableMapping.Unit.FOUND,
                                count.movePointLeft(digits).toPlainString()));
            }
            final Instant instant = Instant.ofEpochSecond(0, ns);
            assertEquals(ns, time(TableMapping.Unit.FOUND, instant.toString()));
            assertEquals(
                    ns,
                    time(
                            TableMapping.Unit.ISO,
                            instant.atOffset(ZoneOffset.ofHoursMinutes(5, 30)).toString()));
        }
    }

    @Test
    void shouldReadTimesOfAZone() {
        final ZoneId zone = ZoneId.of("America/New_York");
        final TableMapping mapping = mapping(TableMapping.Unit.ISO, zone, null);
        assertEquals(
                LocalDateTime.of(2024, 7, 1, 9, 30).atZone(zone).toEpochSecond() * 1_000_000_000L,
                time(mapping, "2024-07-01 09:30"));
        assertEquals(
                LocalDateTime.of(2024, 1, 2, 0, 0).atZone(zone).toEpochSecond() * 1_000_000_000L,
                time(mapping, "2024-01-02"));
        final TableMapping pattern =
                mapping(TableMapping.Unit.PATTERN, zone, DateTimeFormatter.ofPattern("MM/dd/yyyy HH:mm"));
        assertEquals(
                LocalDateTime.of(2024, 7, 1, 9, 30).atZone(zone).toEpochSecond() * 1_000_000_000L,
                time(pattern, "07/01/2024 09:30"));
    }

    @Test
    void shouldRefuseWhatIsNoTime() {
        for (final String text : List.of(
                "2024-13-01",
                "2024-02-30",
                "2024-01-01T25:00",
                "2024-01-01X",
                "2024-01-01T09:30:00.Z",
                "now",
                "-5",
                "2024-1-1",
                "99999999999999999999",
                "1960-01-01",
                "2024-01-01T09:30Zx",
                "2024-01-01T09:30+5")) {
            assertEquals(-1, time(TableMapping.Unit.FOUND, text), text);
        }
    }

    private static long time(final TableMapping.Unit unit, final String text) {
        return time(mapping(unit, ZoneOffset.UTC, null), text);
    }

    /** -1 when it is none. */
    private static long time(final TableMapping mapping, final String text) {
        final TableRow row = new TableRow(1);
        row.begin(0);
        for (final byte letter : text.getBytes(StandardCharsets.US_ASCII)) {
            row.put(letter);
        }
        row.end(0);
        final TableTime time = new TableTime(mapping);
        return time.parse(row, 0) == null ? time.value() : -1;
    }

    private static TableMapping mapping(
            final TableMapping.Unit unit, final ZoneId zone, final DateTimeFormatter pattern) {
        final TableMapping all = TableMapping.ofDefaults();
        return new TableMapping(
                all.kind(),
                all.separator(),
                0,
                all.header(),
                all.columns(),
                all.constants(),
                unit,
                zone,
                pattern,
                all.begin(),
                all.quantityDecimals(),
                all.buy(),
                all.sell(),
                all.actions());
    }
}
