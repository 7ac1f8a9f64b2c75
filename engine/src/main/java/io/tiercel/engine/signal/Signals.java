package io.tiercel.engine.signal;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * All signals, updated in the order of their declaration: an input always comes before what is calculated from it.
 * Every event first updates all signals that it reaches, then tells the listener of those with a new value, in the
 * same order; so whoever is told of one signal sees all of them as they are after the event.
 */
@HotPath
public final class Signals {
    private static final int SECTION = 0x5349474E;
    /** Far above any sensible chain of inputs, far below the depth of a thread's stack. */
    private static final int MAX_DEPTH = 64;

    private static final int LEAST_ROOM = 16;
    private static final SignalNode[] NONE = {};

    private final SignalListener listener;
    /** By instrument: whom a book of it reaches, directly or through upstream signals, in the order of declaration. */
    private final SignalNode[][] onBook;
    /** The same for a book whose quote changed too: with those that only want to know of that. */
    private final SignalNode[][] onQuote;
    /** The same for trades. */
    private final SignalNode[][] onTrade;

    private final TreeMap<String, SignalNode> byKey = new TreeMap<>();
    private final List<String> declaring = new ArrayList<>();
    /** By id, with room for more: an engine may have tens of thousands. */
    private SignalNode[] nodes = new SignalNode[LEAST_ROOM];

    private int nodeCount;
    private long event;
    private long nonFiniteCount;

    public Signals(final int maxInstruments, final SignalListener listener) {
        this.listener = listener;
        onBook = new SignalNode[maxInstruments + 1][];
        onTrade = new SignalNode[maxInstruments + 1][];
        Arrays.fill(onBook, NONE);
        onQuote = new SignalNode[maxInstruments + 1][];
        Arrays.fill(onQuote, NONE);
        Arrays.fill(onTrade, NONE);
    }

    /**
     * Adds a signal with its inputs, or finds the one with the same key. Only before trading begins.
     *
     * @throws IllegalArgumentException when the declaration is contradictory, or needs itself as an input
     * @throws IllegalStateException    after the first event
     */
    @ColdPath
    public int declare(final SignalSpec spec) {
        if (event > 0) {
            throw new IllegalStateException(
                    "signal " + spec.key() + ": declared after the first event; declare signals before trading begins");
        }
        return declareNode(spec).id;
    }

    /** The signal of this id, as {@link #declare} returned it. */
    public Signal signal(final int signalId) {
        return nodes[signalId].signal;
    }

    public String key(final int signalId) {
        return nodes[signalId].key;
    }

    public int signalCount() {
        return nodeCount;
    }

    /** How often a signal showed NaN or an infinity: such a value is told to nobody. */
    public long nonFiniteCount() {
        return nonFiniteCount;
    }

    /**
     * At the end of a packet, for each book that it changed.
     *
     * @param quoteChanged whether the change can be seen at its best
     */
    public void onBook(final Book book, final boolean quoteChanged, final long timeNs) {
        event++;
        final SignalNode[] reached = (quoteChanged ? onQuote : onBook)[book.instrumentId()];
        int changedCount = 0;
        for (int i = 0; i < reached.length; i++) {
            final SignalNode node = reached[i];
            if (node.onBook(book, timeNs, event) && settle(node)) {
                changedCount++;
            }
        }
        tell(reached, changedCount);
    }

    /** At once, for each trade. */
    public void onTrade(
            final Book book, final Side aggressorSide, final long priceNanos, final long quantity, final long timeNs) {
        event++;
        final SignalNode[] reached = onTrade[book.instrumentId()];
        int changedCount = 0;
        for (int i = 0; i < reached.length; i++) {
            final SignalNode node = reached[i];
            if (node.onTrade(book, aggressorSide, priceNanos, quantity, timeNs, event) && settle(node)) {
                changedCount++;
            }
        }
        tell(reached, changedCount);
    }

    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putLong(nonFiniteCount);
        writer.putInt(nodeCount);
        for (int i = 0; i < nodeCount; i++) {
            nodes[i].snapshotTo(writer);
        }
    }

    /** @throws IllegalStateException when the signals declared here are not those of the snapshot, in the same order */
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        nonFiniteCount = reader.takeLong();
        final int count = reader.takeInt();
        if (count != nodeCount) {
            throw new IllegalStateException("signals: the snapshot has " + count + ", declared are " + nodeCount
                    + "; declare the signals of the snapshot, in its order");
        }
        for (int i = 0; i < nodeCount; i++) {
            nodes[i].restoreFrom(reader);
        }
    }

    /** Whether the update of this signal is news. */
    private boolean settle(final SignalNode node) {
        if (!node.signal.ready()) {
            node.forget();
            return false;
        }
        final double value = node.signal.value();
        if (!Double.isFinite(value)) {
            nonFiniteCount++;
            return false;
        }
        return node.changed(value, event);
    }

    private void tell(final SignalNode[] reached, final int changedCount) {
        final long told = event;
        int remaining = changedCount;
        for (int i = 0; remaining > 0; i++) {
            if (reached[i].changedIn(told)) {
                remaining--;
                listener.onSignal(reached[i].id, reached[i].signal);
            }
        }
    }

    @ColdPath
    private SignalNode declareNode(final SignalSpec spec) {
        final SignalNode present = byKey.get(spec.key());
        if (present != null) {
            if (!present.declaredAs(spec)) {
                throw new IllegalArgumentException("signal " + spec.key()
                        + ": declared before with another instrument or other inputs; give it a key of its own");
            }
            return present;
        }
        check(spec);
        declaring.add(spec.key());
        try {
            return add(spec);
        } finally {
            declaring.remove(declaring.size() - 1);
        }
    }

    private void check(final SignalSpec spec) {
        if (declaring.contains(spec.key()) || declaring.size() >= MAX_DEPTH) {
            throw new IllegalArgumentException("signal " + spec.key() + ": is needed by its own inputs, or " + MAX_DEPTH
                    + " deep: " + declaring + "; remove it from their upstream");
        }
        if (spec.instrumentId() < 1 || spec.instrumentId() >= onBook.length) {
            throw new IllegalArgumentException("signal " + spec.key() + ": instrument " + spec.instrumentId()
                    + " is not within 1 to " + (onBook.length - 1) + "; define it, or raise the number of instruments");
        }
        if (spec.inputs().isEmpty()) {
            throw new IllegalArgumentException(
                    "signal " + spec.key() + ": has no input; name at least one of BOOK, QUOTE, TRADE, SIGNAL");
        }
        if (spec.inputs().contains(SignalInput.SIGNAL) == spec.upstream().isEmpty()) {
            throw new IllegalArgumentException("signal " + spec.key()
                    + ": the input SIGNAL and upstream signals go together; name both or neither");
        }
    }

    private SignalNode add(final SignalSpec spec) {
        final List<SignalSpec> inputs = spec.upstream();
        final SignalNode[] upstream = new SignalNode[inputs.size()];
        final List<Signal> upstreamSignals = new ArrayList<>(upstream.length);
        for (int i = 0; i < upstream.length; i++) {
            upstream[i] = declareNode(inputs.get(i));
            upstreamSignals.add(upstream[i].signal);
        }
        final Signal signal = spec.create(List.copyOf(upstreamSignals));
        final SignalNode node = new SignalNode(nodeCount, spec, upstream, signal);
        byKey.put(node.key, node);
        if (nodeCount == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * nodeCount);
        }
        nodes[nodeCount++] = node;
        for (final int instrumentId : node.instrumentIds) {
            if (node.takesBook(instrumentId) || node.takesAnyOf(onBook[instrumentId])) {
                onBook[instrumentId] = with(onBook[instrumentId], node);
            }
            if (node.takesQuote(instrumentId) || node.takesAnyOf(onQuote[instrumentId])) {
                onQuote[instrumentId] = with(onQuote[instrumentId], node);
            }
            if (node.takesTrade(instrumentId) || node.takesAnyOf(onTrade[instrumentId])) {
                onTrade[instrumentId] = with(onTrade[instrumentId], node);
            }
        }
        return node;
    }

    private static SignalNode[] with(final SignalNode[] nodes, final SignalNode node) {
        final SignalNode[] result = Arrays.copyOf(nodes, nodes.length + 1);
        result[nodes.length] = node;
        return result;
    }
}
