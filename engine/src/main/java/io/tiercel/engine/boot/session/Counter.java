package io.tiercel.engine.boot.session;

import io.tiercel.codecs.types.AlertCode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What is counted beside the plain course of a run, from ingress to gate. Read when the run's threads have ended. */
public enum Counter {
    INPUTS_REFUSED(
            "inputsRefused",
            true,
            "messages from outside refused",
            s -> s.ingress().refusedCount()),
    PACKETS_BROKEN(
            "packetsBroken", true, "packets without an end", s -> s.ingress().brokenPacketCount()),
    FEEDS_WAITED(
            "feedsWaited",
            false,
            "times feeds had to wait since the ring was nearly full",
            s -> s.ingress().feedWaitCount()),
    EXECUTIONS_WAITED(
            "executionsWaited",
            true,
            "times executions and commands had to wait since the ring was full",
            s -> s.ingress().otherWaitCount()),
    RING_FULL(
            "ringFull",
            true,
            "times the engine's thread had to wait since the ring was full",
            s -> s.pipeline().ringFullCount()),
    OUTPUTS_WAITED(
            "outputsWaited",
            true,
            "times the core had to wait for room for its outputs",
            s -> s.pipeline().outputsFullCount()),
    UNKNOWN_TEMPLATES(
            "unknownTemplates", true, "inputs of an unknown kind", s -> counted(s, AlertCode.UNKNOWN_TEMPLATE)),
    MALFORMED_INPUTS(
            "malformedInputs", true, "mistakes in changed reference data", s -> counted(s, AlertCode.MALFORMED_INPUT)),
    UNKNOWN_INSTRUMENTS(
            "unknownInstruments",
            true,
            "market data for unknown instruments",
            s -> counted(s, AlertCode.UNKNOWN_INSTRUMENT)),
    BOOK_FAULTS("bookFaults", true, "messages that did not fit a book", s -> counted(s, AlertCode.BOOK_SUSPECT)),
    VENUES_DOWN("venuesDown", true, "times a venue's session was down", s -> counted(s, AlertCode.VENUE_DOWN)),
    FEEDS_STALE("feedsStale", true, "feeds that fell silent", s -> counted(s, AlertCode.FEED_STALE)),
    TRADES_NOT_TOLD(
            "tradesNotTold", true, "trades strategies were not told of", s -> counted(s, AlertCode.DERIVED_OVERFLOW)),
    SIGNALS_NOT_FINITE(
            "signalsNotFinite",
            true,
            "signal values that were no number",
            s -> s.core().signals().nonFiniteCount()),
    STRATEGIES_DISABLED(
            "strategiesDisabled",
            true,
            "strategies that failed and are disabled",
            s -> s.core().strategies().disabledCount()),
    LANE_RESULTS(
            "laneResults", false, "results of analytics lanes", s -> s.lanes().resultCount()),
    LANE_QUOTES_MISSED(
            "laneQuotesMissed",
            true,
            "quotes analytics lanes missed",
            s -> s.lanes().missedCount()),
    LANES_FAILED(
            "lanesFailed", true, "analytics lanes that failed", s -> s.lanes().failedCount()),
    LANES_STALE("lanesStale", true, "times analytics lanes fell silent", s -> counted(s, AlertCode.LANE_STALE)),
    ROUTE_EVENTS_IGNORED(
            "routeEventsIgnored",
            false,
            "timers and fates after a parent order's end",
            s -> s.core().router().ignoredEventCount()),
    SLICES_POSTPONED(
            "slicesPostponed",
            false,
            "slices of parent orders that waited for the next",
            s -> s.core().router().unsentSliceCount()),
    POSITION_INCONSISTENCIES(
            "positionInconsistencies",
            true,
            "open quantities that would not add up",
            s -> s.core().positions().inconsistencyCount()),
    EXECUTIONS_DUPLICATE(
            "executionsDuplicate",
            false,
            "executions that came again",
            s -> s.core().orderCounts().duplicate()),
    EXECUTIONS_TOO_OLD(
            "executionsTooOld",
            true,
            "executions too old to tell whether they came before",
            s -> s.core().orderCounts().tooOld()),
    EXECUTIONS_OF_OTHER_SESSIONS(
            "executionsOfOtherSessions",
            true,
            "executions of another session than the venue's",
            s -> s.core().orderCounts().foreignSession()),
    EXECUTIONS_MISSED(
            "executionsMissed",
            true,
            "executions missing when a later one came",
            s -> s.core().orderCounts().executionGap()),
    EXECUTIONS_OF_UNKNOWN_ORDERS(
            "executionsOfUnknownOrders",
            true,
            "executions of unknown orders",
            s -> s.core().orderCounts().unknownOrder()),
    EXECUTIONS_OF_UNKNOWN_VENUES(
            "executionsOfUnknownVenues",
            true,
            "executions of unknown venues",
            s -> s.core().orderCounts().unknownVenue()),
    ILLEGAL_TRANSITIONS(
            "illegalTransitions",
            true,
            "answers that did not fit their order",
            s -> s.core().orderCounts().illegalTransition()),
    LATE_FILLS(
            "lateFills",
            true,
            "fills of orders that were over",
            s -> s.core().orderCounts().lateFill()),
    OVER_FILLS(
            "overFills",
            true,
            "fills beyond an order's quantity",
            s -> s.core().orderCounts().overFill()),
    INQUIRIES(
            "inquiries",
            true,
            "inquiries about orders without an answer",
            s -> s.core().orderCounts().inDoubt()),
    ANSWERS_REDUNDANT(
            "answersRedundant",
            false,
            "answers that said what was known",
            s -> s.core().orderCounts().redundant()),
    QUANTITY_MISMATCHES(
            "quantityMismatches",
            true,
            "other quantities at the venue than here",
            s -> s.core().orderCounts().mismatch()),
    TIMERS_REFUSED(
            "timersRefused",
            true,
            "timers without room",
            s -> s.core().orderCounts().timerCapacity() + counted(s, AlertCode.TIMER_CAPACITY)),
    ORDERS_NOT_SENT(
            "ordersNotSent",
            true,
            "messages of orders that came back unsent",
            s -> s.core().orderCounts().notSent()),
    MESSAGES_SENT("messagesSent", false, "messages to venues", s -> s.gate().sentCount()),
    MESSAGES_NOT_SENT(
            "messagesNotSent",
            true,
            "messages to venues that could not be sent",
            s -> s.gate().notSentCount()),
    MESSAGES_LOST(
            "messagesLost",
            true,
            "messages neither sent nor told back",
            s -> s.gate().lostCount()),
    COMMAND_ANSWERS_LOST("commandAnswersLost", true, "answers to commands without room", Session::lostAnswers);

    private final String label;
    private final boolean worthALook;
    private final String plainName;
    private final ToLongFunction<Session> reader;

    Counter(
            final String label,
            final boolean worthALook,
            final String plainName,
            final ToLongFunction<Session> reader) {
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
            values.put(counter, counter.reader.applyAsLong(session));
        }
        return Collections.unmodifiableMap(values);
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
