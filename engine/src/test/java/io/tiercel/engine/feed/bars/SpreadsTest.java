package io.tiercel.engine.feed.bars;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Averages of spreads against the obvious way to make them: the spread of each single nanosecond. */
final class SpreadsTest {
    private static final int RUNS = 300;
    private static final long START_NS = 1_577_716_200_000_000_000L;

    private final Spreads spreads = new Spreads();

    @Test
    void shouldWeighEachSpreadByItsTime() {
        for (int seed = 0; seed < RUNS; seed++) {
            final Random random = new Random(seed);
            final Spreads made = new Spreads();
            final List<List<Long>> quotedByNs = new ArrayList<>();
            final long[] now = {Spreads.NONE, Spreads.NONE, Spreads.NONE};
            final int[] first = {-1, -1, -1};
            final int[] last = {-1, -1, -1};
            for (int id = 0; id < 3; id++) {
                quotedByNs.add(new ArrayList<>());
            }
            for (int ns = 0; ns < 500; ns++) {
                for (int i = random.nextInt(3); i > 0; i--) {
                    final int id = random.nextInt(3);
                    if (random.nextInt(10) == 0) {
                        made.onTrade(id, START_NS + ns);
                        first[id] = first[id] < 0 ? ns : first[id];
                        last[id] = ns;
                    } else if (random.nextInt(10) == 0) {
                        made.onNoQuote(id, START_NS + ns);
                        now[id] = Spreads.NONE;
                    } else {
                        final long bid = random.nextInt(1_000) - 500;
                        final long spread = random.nextInt(100) - 10;
                        made.onQuote(id, START_NS + ns, bid, bid + spread);
                        now[id] = spread > 0 ? spread : Spreads.NONE;
                    }
                }
                for (int id = 0; id < 3; id++) {
                    quotedByNs.get(id).add(now[id]);
                }
            }
            for (int id = 0; id < 3; id++) {
                final List<Long> between = first[id] < 0
                        ? List.of()
                        : quotedByNs.get(id).subList(first[id], last[id]).stream()
                                .filter(each -> each != Spreads.NONE)
                                .toList();
                assertEquals(average(between), made.averageNanos(id), "seed " + seed + ", instrument " + id);
            }
        }
    }

    private static long average(final List<Long> each) {
        if (each.isEmpty()) {
            return Spreads.NONE;
        }
        final long sum = each.stream().mapToLong(Long::longValue).sum();
        return BigDecimal.valueOf(sum)
                .divide(BigDecimal.valueOf(each.size()), 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    @Test
    void shouldHaveNoneWithoutQuotesBetweenTrades() {
        spreads.onQuote(1, START_NS, 100, 200);
        assertEquals(Spreads.NONE, spreads.averageNanos(1));
        spreads.onTrade(1, START_NS + 10);
        spreads.onQuote(1, START_NS + 20, 100, 300);
        assertEquals(Spreads.NONE, spreads.averageNanos(1), "one trade has no time");
        assertEquals(Spreads.NONE, spreads.averageNanos(1_000));
    }

    @Test
    void shouldTakeNoTimeTwiceWhereMessagesAreLate() {
        spreads.onTrade(1, START_NS);
        spreads.onQuote(1, START_NS, 100, 200);
        spreads.onQuote(1, START_NS + 100, 100, 500);
        spreads.onQuote(1, START_NS + 50, 100, 300);
        spreads.onTrade(1, START_NS + 200);

        // 100 for 100 ns, then 200 for 100 ns.
        assertEquals(150, spreads.averageNanos(1));
    }

    @Test
    void shouldHaveRoomForADayOfGreatSpreads() {
        final long wide = 1L << 62;
        spreads.onTrade(70, START_NS);
        spreads.onQuote(70, START_NS, -wide / 2, wide / 2);
        spreads.onTrade(70, START_NS + 86_400_000_000_000L);

        assertEquals(wide, spreads.averageNanos(70));
    }
}
