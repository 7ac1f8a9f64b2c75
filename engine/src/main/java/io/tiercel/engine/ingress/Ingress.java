package io.tiercel.engine.ingress;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.PacketMessages;
import io.tiercel.codecs.control.ClockStepEncoder;
import io.tiercel.codecs.control.ContinueEncoder;
import io.tiercel.codecs.control.TickEncoder;
import io.tiercel.codecs.marketdata.FeedStatusEncoder;
import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.SessionPhaseDecoder;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.state.InputDemand;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Polls what comes from outside, bounded and in the order of its weight, and gives each message the next sequence
 * number and its time. When the core waits for a deadline, or all is silent, it adds a tick; when the core has work
 * left, a Continue.
 */
@HotPath
public final class Ingress {
    private static final int COMMAND_LIMIT = 8;
    private static final int EXECUTION_LIMIT = 32;
    private static final int FEED_LIMIT = 32;
    private static final int LANE_LIMIT = 8;
    /** For what ingress itself has to say: a tick, a Continue, a step of the clock, the end of a broken packet. */
    private static final int OWN_ROOM = 16;
    /** Room that feeds leave to the others: two rounds of all of them. */
    private static final int RESERVED_ROOM = 2 * (COMMAND_LIMIT + 2 * EXECUTION_LIMIT) + OWN_ROOM;

    private static final long DEFAULT_PACKET_END_TIMEOUT_NS = 5_000_000L;
    /** While the clock stands still. */
    private static final int MAX_EMPTY_POLLS = 1 << 20;

    private static final int MAX_PACKET_MESSAGES = 4_096;

    private static final long CLOCK_CHECK_INTERVAL_NS = 1_000_000_000L;
    private static final int END_OF_PACKET = 1;
    private static final int TEMPLATE_POSITION = MessageHeaderDecoder.templateIdEncodingOffset();
    private static final int FLAGS_POSITION = MessageHeaderDecoder.ENCODED_LENGTH + L3AddDecoder.flagsEncodingOffset();

    private static final int FEED_POSITION = MessageHeaderDecoder.ENCODED_LENGTH + L3AddDecoder.feedIdEncodingOffset();
    private static final int INSTRUMENT_POSITION =
            MessageHeaderDecoder.ENCODED_LENGTH + L3AddDecoder.instrumentIdEncodingOffset();

    private final Clock clock;
    private final InputDemand core;
    private final InputListener listener;
    private final long silenceNs;
    private final InputSource notSent;
    private final InputSource commands;
    private final InputSource executions;
    private final InputSource[] feeds;
    private InputSource lanes = InputSource.NONE;
    private final InputFilter commandFilter = InputFilter.commands();
    private final InputFilter executionFilter = InputFilter.executions();
    private final InputFilter feedFilter = InputFilter.feed();
    private final InputFilter laneFilter = InputFilter.lanes();
    private final InputSource.Consumer onNotSent = this::sequenceNow;
    private final InputSource.Consumer onCommand = this::onCommand;
    private final InputSource.Consumer onExecution = this::onExecution;
    private final InputSource.Consumer onFeed = this::onFeed;
    private final InputSource.Consumer onLane = this::onLane;
    private final UnsafeBuffer ownBuffer = new UnsafeBuffer(ByteBuffer.allocateDirect(64));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TickEncoder tick = new TickEncoder();
    private final ContinueEncoder continuation = new ContinueEncoder();
    private final ClockStepEncoder clockStep = new ClockStepEncoder();
    private final FeedStatusEncoder feedStatus = new FeedStatusEncoder();
    private long lastSequence;
    private long lastTimeNs;
    private long packetTimeNs;
    private boolean insidePacket;
    private int currentFeed;
    private int packetFeedId;
    private int packetInstrumentId;
    private long packetEndTimeoutNs = DEFAULT_PACKET_END_TIMEOUT_NS;
    private long brokenPacketCount;
    private long nextClockCheckNs;
    private boolean feedsWait;
    private boolean othersWait;
    private long feedWaitCount;
    private boolean feedsClosed;
    private long otherWaitCount;

    /**
     * @param silenceNs a tick is added when nothing came for this long
     * @param notSent   what the gate could not send
     */
    public Ingress(
            final Clock clock,
            final InputDemand core,
            final InputListener listener,
            final long firstSequence,
            final long silenceNs,
            final InputSource notSent,
            final InputSource commands,
            final InputSource executions,
            final InputSource... feeds) {
        this.clock = clock;
        this.core = core;
        this.listener = listener;
        this.silenceNs = silenceNs;
        this.notSent = notSent;
        this.commands = commands;
        this.executions = executions;
        this.feeds = feeds.clone();
        lastSequence = firstSequence - 1;
    }

    /** How long a feed that stops inside a packet is waited for. To be called before the first {@link #poll}. */
    public void packetEndTimeoutNs(final long newPacketEndTimeoutNs) {
        packetEndTimeoutNs = newPacketEndTimeoutNs;
    }

    /** Results of analytics lanes. To be called before the first {@link #poll}. */
    public void lanes(final InputSource newLanes) {
        lanes = newLanes;
    }

    /** One round over all sources; returns how many inputs came of it. */
    public int poll() {
        final long before = lastSequence;
        if (listener.room() < RESERVED_ROOM) {
            pollInto(listener.room());
        } else {
            othersWait = false;
            notSent.poll(onNotSent, EXECUTION_LIMIT);
            commands.poll(onCommand, COMMAND_LIMIT);
            executions.poll(onExecution, EXECUTION_LIMIT);
        }
        pollFeeds();
        pollLanes();
        if (core.hasContinuation()) {
            continuation.wrapAndApplyHeader(ownBuffer, 0, header).causeSequence(lastSequence);
            sequenceNow(ownBuffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + continuation.encodedLength());
        }
        if (lastTimeNs >= nextClockCheckNs) {
            checkClock();
        }
        if (lastSequence == before) {
            tickIfDue();
        }
        return (int) (lastSequence - before);
    }

    /** As many as there is room for, in the order of their weight. */
    private void pollInto(final int room) {
        int left = room - OWN_ROOM;
        if (left <= 0 && !othersWait) {
            otherWaitCount++;
        }
        othersWait = left <= 0;
        if (left > 0) {
            left -= notSent.poll(onNotSent, Math.min(EXECUTION_LIMIT, left));
        }
        if (left > 0) {
            left -= commands.poll(onCommand, Math.min(COMMAND_LIMIT, left));
        }
        if (left > 0) {
            executions.poll(onExecution, Math.min(EXECUTION_LIMIT, left));
        }
    }

    private void pollFeeds() {
        for (int i = 0; i < feeds.length; i++) {
            final int room = listener.room() - RESERVED_ROOM;
            if (room <= 0) {
                feedWaitCount += feedsWait ? 0 : 1;
                feedsWait = true;
                return;
            }
            feedsWait = false;
            feeds[currentFeed].poll(onFeed, Math.min(FEED_LIMIT, room));
            if (insidePacket) {
                finishPacket(feeds[currentFeed]);
            }
            currentFeed = currentFeed + 1 < feeds.length ? currentFeed + 1 : 0;
        }
    }

    /** Last, and only into room that nothing else needs. */
    private void pollLanes() {
        final int room = listener.room() - RESERVED_ROOM;
        if (room > 0) {
            lanes.poll(onLane, Math.min(LANE_LIMIT, room));
        }
    }

    /** Nothing comes between the parts of a packet, so that nothing acts on half of it: its end is waited for. */
    private void finishPacket(final InputSource feed) {
        long nowNs = clock.timeNs();
        final long deadlineNs = nowNs + packetEndTimeoutNs;
        int messageCount = 0;
        int emptyPolls = 0;
        while (insidePacket) {
            listener.awaitRoom(RESERVED_ROOM + 1);
            // One by one: what follows the packet is for the next round.
            if (feed.poll(onFeed, 1) > 0) {
                if (++messageCount == MAX_PACKET_MESSAGES) {
                    break;
                }
            } else {
                final long beforeNs = nowNs;
                nowNs = clock.timeNs();
                emptyPolls = nowNs == beforeNs ? emptyPolls + 1 : 0;
                if (emptyPolls == MAX_EMPTY_POLLS || nowNs >= deadlineNs) {
                    break;
                }
            }
        }
        if (insidePacket) {
            breakPacket();
        }
    }

    private void breakPacket() {
        insidePacket = false;
        brokenPacketCount++;
        feedStatus
                .wrapAndApplyHeader(ownBuffer, 0, header)
                .instrumentId(packetFeedId == 0 ? packetInstrumentId : 0)
                .feedId(packetFeedId)
                .state(FeedState.INTERRUPTED)
                .venueTimeNs(FeedStatusEncoder.venueTimeNsNullValue());
        sequenceNow(ownBuffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + feedStatus.encodedLength());
    }

    /** Packets whose end did not come. */
    public long brokenPacketCount() {
        return brokenPacketCount;
    }

    /** How often feeds began to wait since the rest of the room is kept for commands and executions. */
    public long feedWaitCount() {
        return feedWaitCount;
    }

    /** How often commands, executions and what was not sent began to wait since there was no room at all. */
    public long otherWaitCount() {
        return otherWaitCount;
    }

    /**
     * Between two rounds, for good: what feeds say is still taken from them, so that they hold up nobody, and is no
     * input any more. To the core they are silent.
     */
    public void closeFeeds() {
        feedsClosed = true;
    }

    /** An input that the process itself has to say: configuration, start, stop. */
    public void sequenceNow(final DirectBuffer buffer, final int offset, final int length) {
        sequence(clock.timeNs(), buffer, offset, length);
    }

    public long lastSequence() {
        return lastSequence;
    }

    public long lastTimeNs() {
        return lastTimeNs;
    }

    /** When {@link #poll} has to be called at the latest, if nothing comes from outside. */
    public long nextTickNs() {
        return Math.min(core.nextDeadlineNs(), lastTimeNs + silenceNs);
    }

    /** Messages from outside that were not whole, not known, not allowed, or on another venue's stream. */
    public long refusedCount() {
        return commandFilter.refusedCount()
                + executionFilter.refusedCount()
                + feedFilter.refusedCount()
                + executions.refusedCount()
                + laneFilter.refusedCount()
                + lanes.refusedCount();
    }

    private void onCommand(final DirectBuffer buffer, final int offset, final int length) {
        if (commandFilter.accepts(buffer, offset, length)) {
            sequenceNow(buffer, offset, length);
        }
    }

    private void onExecution(final DirectBuffer buffer, final int offset, final int length) {
        if (executionFilter.accepts(buffer, offset, length)) {
            sequenceNow(buffer, offset, length);
        }
    }

    private void onLane(final DirectBuffer buffer, final int offset, final int length) {
        if (laneFilter.accepts(buffer, offset, length)) {
            sequenceNow(buffer, offset, length);
        }
    }

    private void onFeed(final DirectBuffer buffer, final int offset, final int length) {
        if (feedsClosed || !feedFilter.accepts(buffer, offset, length)) {
            return;
        }
        if (!insidePacket) {
            packetTimeNs = clock.timeNs();
        }
        final int templateId = buffer.getShort(offset + TEMPLATE_POSITION, ByteOrder.LITTLE_ENDIAN);
        if (PacketMessages.isPart(templateId)) {
            insidePacket = (buffer.getByte(offset + FLAGS_POSITION) & END_OF_PACKET) == 0;
            packetFeedId = buffer.getShort(offset + FEED_POSITION, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
            packetInstrumentId = buffer.getInt(offset + INSTRUMENT_POSITION, ByteOrder.LITTLE_ENDIAN);
        } else if (templateId != SessionPhaseDecoder.TEMPLATE_ID) {
            insidePacket = false;
        }
        sequence(packetTimeNs, buffer, offset, length);
    }

    private void tickIfDue() {
        final long nowNs = clock.timeNs();
        if (nowNs >= nextTickNs()) {
            tick.wrapAndApplyHeader(ownBuffer, 0, header).reserved((short) 0);
            sequence(nowNs, ownBuffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + tick.encodedLength());
        }
    }

    private void checkClock() {
        nextClockCheckNs = lastTimeNs + CLOCK_CHECK_INTERVAL_NS;
        final long stepNs = clock.takeStepNs();
        if (stepNs != 0) {
            clockStep.wrapAndApplyHeader(ownBuffer, 0, header).offsetNs(stepNs);
            sequenceNow(ownBuffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + clockStep.encodedLength());
        }
    }

    private void sequence(final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
        lastTimeNs = Math.max(lastTimeNs, timeNs);
        listener.onInput(++lastSequence, lastTimeNs, buffer, offset, length);
    }
}
