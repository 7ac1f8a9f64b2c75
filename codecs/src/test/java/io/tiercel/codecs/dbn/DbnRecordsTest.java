package io.tiercel.codecs.dbn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.dbn.DescribedRecord.Written;
import io.tiercel.codecs.layout.RecordLayout;
import io.tiercel.codecs.layout.RecordedFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every record of every version, against bytes that are written one by one from the encoding's description. */
final class DbnRecordsTest {
    private static final int RUNS = 50;
    private static final long SEED = Long.getLong("tiercel.seed", System.nanoTime());

    private final Random random = new Random(SEED);
    private final DbnFlyweight record = new DbnFlyweight();

    static List<DescribedRecord> records() {
        return DescribedRecord.all();
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldReadEveryFieldAsDescribed(final DescribedRecord described) {
        for (int version = described.firstVersion(); version <= described.lastVersion(); version++) {
            final RecordLayout layout = DbnLayouts.of(version, described.type());
            assertNotNull(layout);
            assertEquals(described.name(), layout.name());
            assertEquals(described.length(), layout.length());
            for (int run = 0; run < RUNS; run++) {
                final Written written = described.write(random);
                final UnsafeBuffer buffer = new UnsafeBuffer(written.bytes());
                final RecordedFields found = new RecordedFields(new ArrayList<>());

                layout.write(buffer, 0, found);

                assertEquals(written.shown(), found.lines(), () -> "seed " + SEED);
                compare(record.wrap(buffer, 0), described, version, written);
            }
        }
    }

    @Test
    void shouldDescribeEveryRecordThatIsKnown() {
        final List<String> described = new ArrayList<>();
        final List<String> known = new ArrayList<>();
        for (int version = 1; version <= DbnLayouts.VERSIONS; version++) {
            for (int type = 0; type < 256; type++) {
                if (DbnLayouts.of(version, type) != null) {
                    known.add(version + " " + type);
                }
                for (final DescribedRecord each : records()) {
                    if (each.type() == type && each.firstVersion() <= version && version <= each.lastVersion()) {
                        described.add(version + " " + type);
                    }
                }
            }
        }

        assertEquals(known, described);
        assertTrue(known.size() > 50, known::toString);
    }

    /** What books and facts are made of. */
    private static void compare(
            final DbnFlyweight record, final DescribedRecord described, final int version, final Written written) {
        final Map<String, String> fields = new HashMap<>();
        written.shown().forEach(line -> fields.put(line.substring(0, line.indexOf(' ')), line));
        final List<String> found = new ArrayList<>();
        found.add("rtype u " + record.type());
        found.add("publisher_id u " + record.publisherId());
        found.add("instrument_id u " + record.instrumentId());
        found.add(time("ts_event", record.eventTimeNs()));
        switch (described.type()) {
            case DbnType.MBO -> {
                found.add("order_id u " + record.orderId());
                found.add(price("price", record.orderPriceNanos()));
                found.add("size u " + record.orderSize());
                found.add("flags u " + record.orderFlags());
                found.add(letter("action", record.orderAction()));
                found.add(letter("side", record.orderSide()));
            }
            case DbnType.TRADE, DbnType.MBP_1, DbnType.MBP_10 -> byPrice(record, described.type(), found);
            case DbnType.STATISTICS -> {
                found.add(time("ts_ref", record.statisticReferenceNs()));
                found.add(price("price", record.statisticPriceNanos()));
                final long quantity = record.statisticQuantity(version);
                found.add("quantity " + (quantity == Long.MAX_VALUE ? "none" : String.valueOf(quantity)));
                found.add("stat_type u " + record.statisticType(version));
                found.add("update_action u " + record.statisticUpdate(version));
                found.add("stat_flags u " + record.statisticFlags(version));
            }
            case DbnType.IMBALANCE -> {
                found.add(price("ref_price", record.referencePriceNanos()));
                found.add(price("cont_book_clr_price", record.nearPriceNanos()));
                found.add(price("auct_interest_clr_price", record.farPriceNanos()));
                found.add(price("upper_collar", record.upperCollarNanos()));
                found.add(price("lower_collar", record.lowerCollarNanos()));
                found.add("paired_qty u " + record.pairedSize());
                found.add("total_imbalance_qty u " + record.imbalanceSize());
                found.add(letter("auction_type", record.auctionType()));
                found.add(letter("side", record.imbalanceSide()));
                found.add("num_extensions u " + record.extensions());
            }
            case DbnType.STATUS -> {
                found.add("action u " + record.statusAction());
                found.add(letter("is_short_sell_restricted", record.shortSaleRestricted()));
            }
            default -> assertEquals(described.length(), record.length());
        }
        assertEquals(described.length(), record.length());
        for (final String line : found) {
            assertEquals(fields.get(line.substring(0, line.indexOf(' '))), line, () -> "seed " + SEED);
        }
    }

    private static void byPrice(final DbnFlyweight record, final int levels, final List<String> found) {
        found.add(price("price", record.priceNanos()));
        found.add("size u " + record.size());
        found.add(letter("action", record.action()));
        found.add(letter("side", record.side()));
        found.add("flags u " + record.flags());
        // The type is the number of levels.
        for (int level = 0; level < levels; level++) {
            final String number = "_0" + level;
            found.add(price("bid_px" + number, record.bidPriceNanos(level)));
            found.add(price("ask_px" + number, record.askPriceNanos(level)));
            found.add("bid_sz" + number + " u " + record.bidSize(level));
            found.add("ask_sz" + number + " u " + record.askSize(level));
            found.add("bid_ct" + number + " u " + Integer.toUnsignedString(record.bidOrderCount(level)));
            found.add("ask_ct" + number + " u " + Integer.toUnsignedString(record.askOrderCount(level)));
        }
    }

    private static String price(final String name, final long nanos) {
        return name + (nanos == DbnFlyweight.NO_PRICE ? " none" : " " + nanos + "/9");
    }

    private static String time(final String name, final long timeNs) {
        return name + (timeNs == DbnFlyweight.NO_TIME ? " none" : " u " + timeNs);
    }

    private static String letter(final String name, final byte letter) {
        return name + " '" + (char) letter + "'";
    }
}
