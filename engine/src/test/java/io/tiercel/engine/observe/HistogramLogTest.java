package io.tiercel.engine.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class HistogramLogTest {
    private static final long SEED = 20_261_121;
    private static final long START_NS = 1_767_623_400_000_000_000L;
    private static final long INTERVAL_NS = 1_000_000_000L;
    private static final int INTERVALS = 5;

    @TempDir
    Path folder;

    private final HopHistograms hops = new HopHistograms();
    private final IntervalHistograms intervals = new IntervalHistograms(INTERVAL_NS, START_NS);
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private long nowNs = START_NS;

    private HistogramLog start(final Path file) {
        hops.intervalsTo(intervals);
        final HistogramLog log = new HistogramLog(file, intervals, START_NS, failures::add);
        log.start();
        return log;
    }

    /** An interval passes, and the log has taken it. */
    private void pass() {
        nowNs += INTERVAL_NS;
        intervals.onGate(nowNs);
        while (intervals.isHandedOver()) {
            Thread.yield();
        }
    }

    @Test
    void shouldBeReadByHdrHistogramWithAllThatWasRecorded() throws IOException {
        final Path file = folder.resolve("journal-latency.hlog");
        final HistogramLog log = start(file);
        final Random random = new Random(SEED);
        for (int i = 0; i < INTERVALS; i++) {
            for (int j = 0; j < 1_000; j++) {
                hops.record(Hop.TICK_TO_TRADE, random.nextInt(1_000_000));
                hops.record(Hop.GATE, 100 + i);
            }
            pass();
        }
        // The last interval is not over.
        hops.record(Hop.RISK, 5);
        log.close(nowNs + INTERVAL_NS / 2);

        final Map<String, Histogram> sums = new HashMap<>();
        final Map<String, Integer> lines = new HashMap<>();
        long lastEndMs = 0;
        try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
            EncodableHistogram read = reader.nextIntervalHistogram();
            while (read != null) {
                sums.computeIfAbsent(read.getTag(), tag -> HopHistograms.newHistogram())
                        .add((Histogram) read);
                lines.merge(read.getTag(), 1, Integer::sum);
                lastEndMs = read.getEndTimeStamp();
                read = reader.nextIntervalHistogram();
            }
        }
        assertEquals(Map.of("tickToTrade", INTERVALS, "gate", INTERVALS, "risk", 1), lines);
        for (final Hop hop : List.of(Hop.TICK_TO_TRADE, Hop.GATE, Hop.RISK)) {
            assertEquals(hops.of(hop), sums.get(hop.label()), () -> hop + ", seed " + SEED);
        }
        assertEquals((nowNs + INTERVAL_NS / 2) / 1_000_000, lastEndMs);
        assertEquals(0, log.lostCount());
        assertEquals(List.of(), failures);
    }

    @Test
    void shouldCountWhatCannotBeWrittenTellOnceAndGoOnWhenItCan() throws IOException {
        final Path file = folder.resolve("later").resolve("journal-latency.hlog");
        final HistogramLog log = start(file);
        hops.record(Hop.GATE, 1);
        pass();
        hops.record(Hop.GATE, 2);
        pass();
        assertEquals(2, log.lostCount());
        assertEquals(1, failures.size(), failures::toString);
        assertTrue(failures.get(0).startsWith("latencies cannot be written to " + file + ": "), failures::toString);

        Files.createDirectory(folder.resolve("later"));
        hops.record(Hop.GATE, 3);
        pass();
        log.close(nowNs);

        assertEquals(2, log.lostCount());
        try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
            final EncodableHistogram third = reader.nextIntervalHistogram();
            assertEquals("gate", third.getTag());
            assertEquals(1, ((Histogram) third).getTotalCount());
            assertEquals(3, ((Histogram) third).getMaxValue());
        }
    }

    @Test
    @EnabledIf("hasFullDevice")
    void shouldGoOnWhenTheDiskIsFull() {
        final HistogramLog log = start(Path.of("/dev/full"));
        hops.record(Hop.GATE, 1);
        pass();
        hops.record(Hop.GATE, 2);
        pass();

        assertEquals(2, log.lostCount());
        assertEquals(1, failures.size(), failures::toString);
        log.close();
    }

    static boolean hasFullDevice() {
        return Files.isWritable(Path.of("/dev/full"));
    }

    @Test
    void shouldGoOnRecordingWhileNobodyTakes() {
        hops.intervalsTo(intervals);
        hops.record(Hop.GATE, 1);
        intervals.onGate(START_NS + INTERVAL_NS - 1);
        assertFalse(intervals.isHandedOver());
        intervals.onGate(START_NS + INTERVAL_NS);
        assertTrue(intervals.isHandedOver());

        hops.record(Hop.GATE, 2);
        intervals.onGate(START_NS + 2 * INTERVAL_NS);
        hops.record(Hop.GATE, 3);
        assertEquals(1, intervals.of(Hop.GATE).getTotalCount());
        intervals.giveBack();
        intervals.onGate(START_NS + 3 * INTERVAL_NS);

        assertEquals(START_NS + INTERVAL_NS, intervals.fromNs());
        assertEquals(START_NS + 3 * INTERVAL_NS, intervals.toNs());
        final Map<Hop, Long> counts = new EnumMap<>(Hop.class);
        for (final Hop hop : Hop.values()) {
            if (intervals.of(hop).getTotalCount() > 0) {
                counts.put(hop, intervals.of(hop).getTotalCount());
            }
        }
        assertEquals(Map.of(Hop.GATE, 2L), counts);
    }
}
