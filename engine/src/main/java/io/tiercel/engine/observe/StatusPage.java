package io.tiercel.engine.observe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The memory in which an engine shows what it looks like, to this process or, when it is a mapped file, to others.
 * Little-endian; numbers are longs.
 *
 * <pre>
 *  0    magic (8), 8 version of this layout (4), 12 engine id (4), 16 process id (8), 24 time of the start (8)
 *  32   instruments at most (4), 36 strategies (4), 40 state (8), 48 layout of the threads (16), 64 currency (16)
 *  80   durability of the journal (16), empty until it is known
 *  128  the gate's board: its version (8), at +64 the totals of the gate, then of each strategy: orders, fills,
 *       refused; then of each hop: count, p50, p99, p99.9, max
 *       the core's board: its version (8), at +64 the totals of the core, then of each strategy: flags, open orders;
 *       number of orders shown, orders; number of positions, positions; instruments
 *       names of strategies: length (4), ASCII
 * </pre>
 *
 * An order is: id, strategy, instrument, side, leaves quantity, price, state. A position is: strategy, instrument,
 * quantity, realised, unrealised, fees. An instrument is: symbol (24 bytes; 0 at first: not defined), quantity scale,
 * bid, its quantity, ask, its quantity, last price, flags.
 */
public final class StatusPage {
    /** What the engine is doing. */
    public enum State {
        STARTING,
        TRADING,
        STOPPING,
        STOPPED
    }

    /** How many orders are shown at most. */
    static final int SHOWN_ORDERS = 32;
    /** How many positions are shown at most. */
    static final int SHOWN_POSITIONS = 4_096;

    static final int OF_STRATEGY_GATE = 3;
    static final int OF_STRATEGY_CORE = 2;
    static final int OF_HOP = 5;
    static final int OF_ORDER = 7;
    static final int OF_POSITION = 6;
    static final int OF_INSTRUMENT = 10;
    static final int SYMBOL_LONGS = 3;

    static final int STRATEGY_KILLED = 1;
    static final int STRATEGY_HALTED = 2;
    static final int STRATEGY_DISABLED = 4;
    static final int STRATEGY_ABSENT = 8;

    static final int BOOK_LIVE = 1;
    static final int BOOK_RECOVERING = 2;
    static final int BOOK_SUSPECT = 4;
    static final int NOT_TRADING = 8;

    private static final long MAGIC = 0x5441_5453_4c43_5254L;
    private static final int VERSION = 2;
    private static final int ENGINE_ID = 12;
    private static final int PROCESS_ID = 16;
    private static final int START_NS = 24;
    private static final int INSTRUMENTS = 32;
    private static final int STRATEGIES = 36;
    private static final int STATE = 40;
    private static final int LAYOUT = 48;
    private static final int CURRENCY = 64;
    private static final int DURABILITY = 80;
    private static final int SHORT_TEXT = 16;
    private static final int GATE = 128;
    private static final int NAME_BYTES = 64;

    private final AtomicBuffer buffer;
    private final int maxInstruments;
    private final int strategyCount;

    private StatusPage(final AtomicBuffer buffer) {
        this.buffer = buffer;
        maxInstruments = buffer.getInt(INSTRUMENTS);
        strategyCount = buffer.getInt(STRATEGIES);
    }

    /** How many bytes it takes. */
    public static int length(final int maxInstruments, final int strategyCount) {
        return names(maxInstruments, strategyCount) + NAME_BYTES * (strategyCount + 1);
    }

    /**
     * A new page.
     *
     * @param buffer     zeros, of {@link #length}
     * @param strategies their names, the first with id 1
     */
    public static StatusPage create(
            final AtomicBuffer buffer,
            final int engineId,
            final long startNs,
            final int maxInstruments,
            final List<String> strategies,
            final String layout,
            final String currency) {
        buffer.putInt(INSTRUMENTS, maxInstruments);
        buffer.putInt(STRATEGIES, strategies.size());
        buffer.putInt(ENGINE_ID, engineId);
        buffer.putLong(PROCESS_ID, ProcessHandle.current().pid());
        buffer.putLong(START_NS, startNs);
        putText(buffer, LAYOUT, SHORT_TEXT, layout);
        putText(buffer, CURRENCY, SHORT_TEXT, currency);
        for (int i = 0; i < strategies.size(); i++) {
            putText(
                    buffer,
                    names(maxInstruments, strategies.size()) + NAME_BYTES * (i + 1),
                    NAME_BYTES,
                    strategies.get(i));
        }
        buffer.putInt(8, VERSION);
        // Last: who sees it sees all of the above.
        buffer.putLongVolatile(0, MAGIC);
        return new StatusPage(buffer);
    }

    /** A page of this process alone. */
    public static AtomicBuffer memory(final int maxInstruments, final int strategyCount) {
        return new UnsafeBuffer(ByteBuffer.allocateDirect(length(maxInstruments, strategyCount)));
    }

    /**
     * Another process's page.
     *
     * @throws IllegalArgumentException when it is none, or of another version
     */
    public static StatusPage open(final AtomicBuffer buffer) {
        if (buffer.capacity() < GATE || buffer.getLongVolatile(0) != MAGIC) {
            throw new IllegalArgumentException("it is not an engine's status, or not complete yet");
        }
        if (buffer.getInt(8) != VERSION) {
            throw new IllegalArgumentException("it has version " + buffer.getInt(8) + ", this program reads " + VERSION
                    + "; use the program that the engine was started with");
        }
        final StatusPage page = new StatusPage(buffer);
        if (page.maxInstruments < 1
                || page.strategyCount < 0
                || buffer.capacity() < length(page.maxInstruments, page.strategyCount)) {
            throw new IllegalArgumentException("it has " + buffer.capacity() + " bytes, too few for "
                    + page.maxInstruments + " instruments and " + page.strategyCount + " strategies");
        }
        return page;
    }

    public int engineId() {
        return buffer.getInt(ENGINE_ID);
    }

    public long processId() {
        return buffer.getLong(PROCESS_ID);
    }

    public long startNs() {
        return buffer.getLong(START_NS);
    }

    public String layout() {
        return text(LAYOUT);
    }

    /** What the record of an input survives before its orders leave, or empty. */
    public String durability() {
        return text(DURABILITY);
    }

    /** Before trading. */
    public void durability(final String word) {
        putText(buffer, DURABILITY, SHORT_TEXT, word);
    }

    public String currency() {
        return text(CURRENCY);
    }

    public int maxInstruments() {
        return maxInstruments;
    }

    public int strategyCount() {
        return strategyCount;
    }

    public String strategyName(final int strategyId) {
        return text(names(maxInstruments, strategyCount) + NAME_BYTES * strategyId);
    }

    /** The thread that drives the engine. */
    public void state(final State state) {
        buffer.putLongOrdered(STATE, state.ordinal());
    }

    public State state() {
        final int ordinal = (int) buffer.getLongVolatile(STATE);
        return ordinal >= 0 && ordinal < State.values().length ? State.values()[ordinal] : State.STOPPED;
    }

    StatusBoard gate() {
        return new StatusBoard(buffer, GATE, gateSize(strategyCount));
    }

    StatusBoard core() {
        return new StatusBoard(
                buffer, GATE + StatusBoard.length(gateSize(strategyCount)), coreSize(maxInstruments, strategyCount));
    }

    static int strategyAtGate(final int strategyId) {
        return Total.OF_GATE + OF_STRATEGY_GATE * strategyId;
    }

    int hopAt(final Hop hop) {
        return strategyAtGate(strategyCount + 1) + OF_HOP * hop.ordinal();
    }

    static int strategyAtCore(final int strategyId) {
        return Total.OF_CORE + OF_STRATEGY_CORE * strategyId;
    }

    int ordersAt() {
        return strategyAtCore(strategyCount + 1);
    }

    int orderAt(final int index) {
        return ordersAt() + 1 + OF_ORDER * index;
    }

    int positionsAt() {
        return orderAt(SHOWN_ORDERS);
    }

    int positionAt(final int index) {
        return positionsAt() + 1 + OF_POSITION * index;
    }

    int instrumentAt(final int instrumentId) {
        return positionAt(SHOWN_POSITIONS) + OF_INSTRUMENT * instrumentId;
    }

    private static int gateSize(final int strategyCount) {
        return Total.OF_GATE + OF_STRATEGY_GATE * (strategyCount + 1) + OF_HOP * Hop.values().length;
    }

    private static int coreSize(final int maxInstruments, final int strategyCount) {
        return Total.OF_CORE
                + OF_STRATEGY_CORE * (strategyCount + 1)
                + 1
                + OF_ORDER * SHOWN_ORDERS
                + 1
                + OF_POSITION * SHOWN_POSITIONS
                + OF_INSTRUMENT * (maxInstruments + 1);
    }

    private static int names(final int maxInstruments, final int strategyCount) {
        return GATE
                + StatusBoard.length(gateSize(strategyCount))
                + StatusBoard.length(coreSize(maxInstruments, strategyCount));
    }

    private static void putText(final AtomicBuffer buffer, final int index, final int room, final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        final int length = Math.min(bytes.length, room - Integer.BYTES);
        buffer.putInt(index, length);
        buffer.putBytes(index + Integer.BYTES, bytes, 0, length);
    }

    private String text(final int index) {
        final int length = Math.max(0, Math.min(buffer.getInt(index), NAME_BYTES - Integer.BYTES));
        final byte[] bytes = new byte[length];
        buffer.getBytes(index + Integer.BYTES, bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
