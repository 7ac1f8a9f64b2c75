package io.tiercel.engine.boot.session;

import io.tiercel.codecs.types.AlertCode;
import io.tiercel.journal.Roll;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What is counted beside the plain course of a run, from ingress to gate. Read by its owner while the run goes on, and
 * by anybody when the run's threads have ended.
 */
public enum Counter {
    INPUTS_REFUSED(
            Owner.INGRESS,
            "inputsRefused",
            true,
            "messages from outside refused",
            s -> s.ingress().refusedCount()),
    PACKETS_BROKEN(
            Owner.INGRESS,
            "packetsBroken",
            true,
            "packets without an end",
            s -> s.ingress().brokenPacketCount()),
    FEEDS_WAITED(
            Owner.INGRESS,
            "feedsWaited",
            false,
            "times feeds had to wait since the ring was nearly full",
            s -> s.ingress().feedWaitCount()),
    EXECUTIONS_WAITED(
            Owner.INGRESS,
            "executionsWaited",
            true,
            "times executions and commands had to wait since the ring was full",
            s -> s.ingress().otherWaitCount()),
    RING_FULL(
            Owner.INGRESS,
            "ringFull",
            true,
            "times the engine's thread had to wait since the ring was full",
            s -> s.pipeline().ringFullCount()),
    OUTPUTS_WAITED(
            Owner.CORE,
            "outputsWaited",
            true,
            "times the core had to wait for room for its outputs",
            s -> s.pipeline().outputsFullCount()),
    UNKNOWN_TEMPLATES(
            Owner.CORE,
            "unknownTemplates",
            true,
            "inputs of an unknown kind",
            s -> counted(s, AlertCode.UNKNOWN_TEMPLATE)),
    MALFORMED_INPUTS(
            Owner.CORE,
            "malformedInputs",
            true,
            "mistakes in changed reference data",
            s -> counted(s, AlertCode.MALFORMED_INPUT)),
    UNKNOWN_INSTRUMENTS(
            Owner.CORE,
            "unknownInstruments",
            true,
            "market data for unknown instruments",
            s -> counted(s, AlertCode.UNKNOWN_INSTRUMENT)),
    BOOK_FAULTS(
            Owner.CORE,
            "bookFaults",
            true,
            "messages that did not fit a book",
            s -> counted(s, AlertCode.BOOK_SUSPECT)),
    VENUES_DOWN(
            Owner.CORE, "venuesDown", true, "times a venue's session was down", s -> counted(s, AlertCode.VENUE_DOWN)),
    FEEDS_STALE(Owner.CORE, "feedsStale", true, "feeds that fell silent", s -> counted(s, AlertCode.FEED_STALE)),
    TRADES_NOT_TOLD(
            Owner.CORE,
            "tradesNotTold",
            true,
            "trades strategies were not told of",
            s -> counted(s, AlertCode.DERIVED_OVERFLOW)),
    SIGNALS_NOT_FINITE(
            Owner.CORE,
            "signalsNotFinite",
            true,
            "signal values that were no number",
            s -> s.core().signals().nonFiniteCount()),
    STRATEGIES_DISABLED(
            Owner.CORE,
            "strategiesDisabled",
            true,
            "strategies that failed and are disabled",
            s -> s.core().strategies().disabledCount()),
    LANE_RESULTS(
            Owner.INGRESS,
            "laneResults",
            false,
            "results of analytics lanes",
            s -> s.lanes().resultCount()),
    LANE_QUOTES_MISSED(
            Owner.INGRESS,
            "laneQuotesMissed",
            true,
            "quotes analytics lanes missed",
            s -> s.lanes().missedCount()),
    LANES_FAILED(
            Owner.INGRESS,
            "lanesFailed",
            true,
            "analytics lanes that failed",
            s -> s.lanes().failedCount()),
    LANES_STALE(
            Owner.CORE, "lanesStale", true, "times analytics lanes fell silent", s -> counted(s, AlertCode.LANE_STALE)),
    ROUTE_EVENTS_IGNORED(
            Owner.CORE,
            "routeEventsIgnored",
            false,
            "timers and fates after a parent order's end",
            s -> s.core().router().ignoredEventCount()),
    SLICES_POSTPONED(
            Owner.CORE,
            "slicesPostponed",
            false,
            "slices of parent orders that waited for the next",
            s -> s.core().router().unsentSliceCount()),
    POSITION_INCONSISTENCIES(
            Owner.CORE,
            "positionInconsistencies",
            true,
            "open quantities that would not add up",
            s -> s.core().positions().inconsistencyCount()),
    EXECUTIONS_DUPLICATE(
            Owner.CORE,
            "executionsDuplicate",
            false,
            "executions that came again",
            s -> s.core().orderCounts().duplicate()),
    EXECUTIONS_TOO_OLD(
            Owner.CORE,
            "executionsTooOld",
            true,
            "executions too old to tell whether they came before",
            s -> s.core().orderCounts().tooOld()),
    EXECUTIONS_OF_OTHER_SESSIONS(
            Owner.CORE,
            "executionsOfOtherSessions",
            true,
            "executions of another session than the venue's",
            s -> s.core().orderCounts().foreignSession()),
    EXECUTIONS_MISSED(
            Owner.CORE,
            "executionsMissed",
            true,
            "executions missing when a later one came",
            s -> s.core().orderCounts().executionGap()),
    EXECUTIONS_OF_UNKNOWN_ORDERS(
            Owner.CORE,
            "executionsOfUnknownOrders",
            true,
            "executions of unknown orders",
            s -> s.core().orderCounts().unknownOrder()),
    EXECUTIONS_OF_UNKNOWN_VENUES(
            Owner.CORE,
            "executionsOfUnknownVenues",
            true,
            "executions of unknown venues",
            s -> s.core().orderCounts().unknownVenue()),
    ILLEGAL_TRANSITIONS(
            Owner.CORE,
            "illegalTransitions",
            true,
            "answers that did not fit their order",
            s -> s.core().orderCounts().illegalTransition()),
    LATE_FILLS(
            Owner.CORE,
            "lateFills",
            true,
            "fills of orders that were over",
            s -> s.core().orderCounts().lateFill()),
    OVER_FILLS(
            Owner.CORE,
            "overFills",
            true,
            "fills beyond an order's quantity",
            s -> s.core().orderCounts().overFill()),
    INQUIRIES(
            Owner.CORE,
            "inquiries",
            true,
            "inquiries about orders without an answer",
            s -> s.core().orderCounts().inDoubt()),
    ANSWERS_REDUNDANT(
            Owner.CORE,
            "answersRedundant",
            false,
            "answers that said what was known",
            s -> s.core().orderCounts().redundant()),
    QUANTITY_MISMATCHES(
            Owner.CORE,
            "quantityMismatches",
            true,
            "other quantities at the venue than here",
            s -> s.core().orderCounts().mismatch()),
    TIMERS_REFUSED(
            Owner.CORE,
            "timersRefused",
            true,
            "timers without room",
            s -> s.core().orderCounts().timerCapacity() + counted(s, AlertCode.TIMER_CAPACITY)),
    ORDERS_NOT_SENT(
            Owner.CORE,
            "ordersNotSent",
            true,
            "messages of orders that came back unsent",
            s -> s.core().orderCounts().notSent()),
    MESSAGES_SENT(
            Owner.GATE,
            "messagesSent",
            false,
            "messages to venues",
            s -> s.gate().sentCount()),
    MESSAGES_NOT_SENT(
            Owner.GATE,
            "messagesNotSent",
            true,
            "messages to venues that could not be sent",
            s -> s.gate().notSentCount()),
    MESSAGES_LOST(
            Owner.GATE,
            "messagesLost",
            true,
            "messages neither sent nor told back",
            s -> s.gate().lostCount()),
    MESSAGES_HELD(
            Owner.GATE,
            "messagesHeld",
            false,
            "messages to venues that waited for the disk",
            s -> s.pipeline().heldCount()),
    JOURNAL_SYNCS(
            Owner.INGRESS,
            "journalSyncs",
            false,
            "syncs of the journal while trading",
            s -> s.commit().syncCount()),
    JOURNAL_SYNC_RECORDS(
            Owner.INGRESS,
            "journalSyncRecords",
            false,
            "inputs that these syncs brought to the disk",
            s -> s.commit().recordCount()),
    JOURNAL_SYNC_LARGEST(
            Owner.INGRESS,
            "journalSyncLargest",
            false,
            "inputs of the largest group",
            s -> s.commit().largestGroup()),
    JOURNAL_SYNC_LONGEST(
            Owner.INGRESS,
            "journalSyncLongestMicros",
            false,
            "the longest sync, in µs",
            s -> s.commit().longestMicros()),
    JOURNAL_SYNCS_SLOW(
            Owner.INGRESS,
            "journalSyncsSlow",
            true,
            "syncs that took longer than journal.fsyncSlowAfter",
            s -> s.commit().slowCount()),
    JOURNAL_ROLLS(
            Owner.INGRESS,
            "journalRolls",
            false,
            "segments that a stream of the journal went over to",
            s -> s.journal().rolls(Roll.Figure.DONE)),
    JOURNAL_ROLLS_LATE(
            Owner.INGRESS,
            "journalRollsLate",
            false,
            "rolls that were due before the next segment was ready",
            s -> s.journal().rolls(Roll.Figure.LATE)),
    JOURNAL_ROLLS_FAILED(
            Owner.INGRESS,
            "journalRollsFailed",
            true,
            "attempts to make a segment, or to give one back, that the disk refused",
            s -> s.journal().rolls(Roll.Figure.FAILED)),
    JOURNAL_ROLL_LAST(
            Owner.INGRESS,
            "journalRollLastNanos",
            false,
            "how long the last roll held its thread up, in ns",
            s -> s.journal().rolls(Roll.Figure.LAST_NS)),
    JOURNAL_ROLL_LONGEST(
            Owner.INGRESS,
            "journalRollLongestNanos",
            false,
            "the longest of these, in ns",
            s -> s.journal().rolls(Roll.Figure.LONGEST_NS)),
    LATENCY_INTERVALS_LOST(
            Owner.INGRESS,
            "latencyIntervalsLost",
            true,
            "intervals of latencies that could not be written",
            s -> s.timeLogs().lostIntervals()),
    TELEMETRY_MISSED(
            Owner.INGRESS,
            "telemetryMissed",
            true,
            "records of telemetry that were not written",
            s -> s.timeLogs().missedTelemetry()),
    COMMAND_ANSWERS_LOST(
            Owner.GATE, "commandAnswersLost", true, "answers to commands without room", Session::lostAnswers),
    LOG_LINES_LOST(
            Owner.INGRESS,
            "logLinesLost",
            true,
            "events that did not come into the log",
            s -> s.log().lostCount());

    /** The thread that alone writes a number while the run goes on; inline all of them are one. */
    enum Owner {
        /** What it reads of other threads, such as those of lanes, is volatile. */
        INGRESS,
        CORE,
        GATE
    }

    private final Owner owner;
    private final String label;
    private final boolean worthALook;
    private final String plainName;
    private final ToLongFunction<Session> reader;

    Counter(
            final Owner owner,
            final String label,
            final boolean worthALook,
            final String plainName,
            final ToLongFunction<Session> reader) {
        this.owner = owner;
        this.label = label;
        this.worthALook = worthALook;
        this.plainName = plainName;
        this.reader = reader;
    }

    private static long counted(final Session session, final AlertCode code) {
        return session.core().counted(code);
    }

    /** All of them, in the order of their declaration. */
    static Map<Counter, Long> readAll(final Session session) {
        final EnumMap<Counter, Long> values = new EnumMap<>(Counter.class);
        for (final Counter counter : values()) {
            values.put(counter, counter.read(session));
        }
        return Collections.unmodifiableMap(values);
    }

    /** On its owner's thread, or when the run's threads have ended. */
    long read(final Session session) {
        return reader.applyAsLong(session);
    }

    Owner owner() {
        return owner;
    }

    /** As it stands in results. */
    public String label() {
        return label;
    }

    /** Whether a person should look at it when it is not zero. */
    public boolean worthALook() {
        return worthALook;
    }

    /** What is counted, in words. */
    public String plainName() {
        return plainName;
    }
}
