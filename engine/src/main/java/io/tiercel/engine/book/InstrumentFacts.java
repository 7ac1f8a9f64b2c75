package io.tiercel.engine.book;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.PriceLimitScope;
import io.tiercel.codecs.types.StatisticKind;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import java.util.Arrays;

/** What was said of one instrument, or of one market: its last statistics, limits and auction. */
@HotPath
final class InstrumentFacts implements MarketFacts {
    private static final StatisticKind[] KINDS = StatisticKind.values();
    private static final PriceLimitScope[] SCOPES = PriceLimitScope.values();
    private static final int PRICE = 0;
    private static final int QUANTITY = 1;
    private static final int CODE = 2;
    private static final int REFERENCE_TIME = 3;
    private static final int VENUE_TIME = 4;
    private static final int FIELDS = 5;

    private final int instrumentId;
    private final int venueId;
    /** Null for a market. */
    private Instrument instrument;
    /** By the kind's ordinal, {@link #FIELDS} each. */
    private final long[] statistics = new long[KINDS.length * FIELDS];

    private final ShownLimits[] limits = new ShownLimits[SCOPES.length];
    private final ShownImbalance imbalance = new ShownImbalance();
    /** Of kinds: one bit for each ordinal. */
    private long present;

    private long changed;
    /** Anything was ever said. */
    private boolean said;
    /** It is in the list of those that the packet changed. */
    private boolean listed;

    InstrumentFacts(final int instrumentId, final int venueId) {
        this.instrumentId = instrumentId;
        this.venueId = venueId;
        Arrays.fill(statistics, NONE);
        for (int i = 0; i < SCOPES.length; i++) {
            limits[i] = new ShownLimits();
        }
    }

    void instrument(final Instrument newInstrument) {
        instrument = newInstrument;
    }

    boolean said() {
        return said;
    }

    /** Marks it as changed. Returns whether it was not yet, in this packet. */
    boolean list() {
        said = true;
        final boolean first = !listed;
        listed = true;
        return first;
    }

    void statistic(
            final StatisticKind kind,
            final long priceNanos,
            final long quantity,
            final long code,
            final long referenceTimeNs,
            final long venueTimeNs) {
        final int at = kind.ordinal() * FIELDS;
        statistics[at + PRICE] = priceNanos;
        statistics[at + QUANTITY] = quantity;
        statistics[at + CODE] = code;
        statistics[at + REFERENCE_TIME] = referenceTimeNs;
        statistics[at + VENUE_TIME] = venueTimeNs;
        present |= 1L << kind.ordinal();
        changed |= 1L << kind.ordinal();
    }

    void withdraw(final StatisticKind kind) {
        final int at = kind.ordinal() * FIELDS;
        Arrays.fill(statistics, at, at + FIELDS, NONE);
        present &= ~(1L << kind.ordinal());
        changed |= 1L << kind.ordinal();
    }

    /** All of it. Returns whether anything held. */
    boolean withdraw() {
        boolean held = present != 0;
        changed |= present;
        present = 0;
        Arrays.fill(statistics, NONE);
        for (int i = 0; i < SCOPES.length; i++) {
            held |= limits[i].withdraw();
        }
        return imbalance.withdraw() | held;
    }

    @Override
    public ShownLimits limits(final PriceLimitScope scope) {
        return limits[scope.ordinal()];
    }

    @Override
    public ShownImbalance imbalance() {
        return imbalance;
    }

    /** The packet was told. */
    void told() {
        listed = false;
        changed = 0;
        imbalance.told();
        for (int i = 0; i < SCOPES.length; i++) {
            limits[i].told();
        }
    }

    @Override
    public Instrument instrument() {
        return instrument;
    }

    @Override
    public int instrumentId() {
        return instrumentId;
    }

    @Override
    public int venueId() {
        return venueId;
    }

    @Override
    public boolean changed(final StatisticKind kind) {
        return (changed & 1L << kind.ordinal()) != 0;
    }

    @Override
    public boolean has(final StatisticKind kind) {
        return (present & 1L << kind.ordinal()) != 0;
    }

    @Override
    public long priceNanos(final StatisticKind kind) {
        return statistics[kind.ordinal() * FIELDS + PRICE];
    }

    @Override
    public long quantity(final StatisticKind kind) {
        return statistics[kind.ordinal() * FIELDS + QUANTITY];
    }

    @Override
    public long code(final StatisticKind kind) {
        return statistics[kind.ordinal() * FIELDS + CODE];
    }

    @Override
    public long referenceTimeNs(final StatisticKind kind) {
        return statistics[kind.ordinal() * FIELDS + REFERENCE_TIME];
    }

    @Override
    public long venueTimeNs(final StatisticKind kind) {
        return statistics[kind.ordinal() * FIELDS + VENUE_TIME];
    }

    void snapshotTo(final StateWriter writer) {
        writer.putInt(instrumentId);
        writer.putInt(venueId);
        writer.putLong(present);
        writer.putLong(changed);
        for (int i = 0; i < KINDS.length; i++) {
            for (int field = 0; field < FIELDS && has(KINDS[i]); field++) {
                writer.putLong(statistics[i * FIELDS + field]);
            }
        }
        for (int i = 0; i < SCOPES.length; i++) {
            limits[i].snapshotTo(writer);
        }
        imbalance.snapshotTo(writer);
    }

    /** Of the same instrument; its ids have been taken. */
    void restoreFrom(final StateReader reader) {
        said = true;
        present = reader.takeLong();
        changed = reader.takeLong();
        for (int i = 0; i < KINDS.length; i++) {
            for (int field = 0; field < FIELDS; field++) {
                statistics[i * FIELDS + field] = has(KINDS[i]) ? reader.takeLong() : NONE;
            }
        }
        for (int i = 0; i < SCOPES.length; i++) {
            limits[i].restoreFrom(reader);
        }
        imbalance.restoreFrom(reader);
    }

    /** Nothing was ever said. */
    void forget() {
        told();
        said = false;
        present = 0;
        Arrays.fill(statistics, NONE);
        for (int i = 0; i < SCOPES.length; i++) {
            limits[i].forget();
        }
        imbalance.forget();
    }
}
