package io.tiercel.engine.ingress;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.control.ClockStepEncoder;
import io.tiercel.codecs.control.ContinueEncoder;
import io.tiercel.codecs.control.TickEncoder;
import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.TradeDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.state.StateMachine;
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
    /** A feed that has stopped inside a packet is waited for this many polls. */
    private static final int MAX_EMPTY_POLLS = 1 << 16;

    /**
     * A packet is longer than this only when its feed never ends one; time and other feeds do not stand still for it.
     */
    private static final int MAX_PACKET_LENGTH = 1 << 14;

    private static final long CLOCK_CHECK_INTERVAL_NS = 1_000_000_000L;
    private static final int END_OF_PACKET = 1;
    private static final int TEMPLATE_POSITION = MessageHeaderDecoder.templateIdEncodingOffset();
    private static final int FLAGS_POSITION = MessageHeaderDecoder.ENCODED_LENGTH + L3AddDecoder.flagsEncodingOffset();

    private final Clock clock;
    private final StateMachine core;
    private final InputListener listener;
    private final long silenceNs;
    private final InputSource notSent;
    private final InputSource commands;
    private final InputSource executions;
    private final InputSource[] feeds;
    private final InputFilter commandFilter = InputFilter.commands();
    private final InputFilter executionFilter = InputFilter.executions();
    private final InputFilter feedFilter = InputFilter.feed();
    private final InputSource.Consumer onNotSent = this::sequenceNow;
    private final InputSource.Consumer onCommand = this::onCommand;
    private final InputSource.Consumer onExecution = this::onExecution;
    private final InputSource.Consumer onFeed = this::onFeed;
    private final UnsafeBuffer ownBuffer = new UnsafeBuffer(ByteBuffer.allocateDirect(64));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TickEncoder tick = new TickEncoder();
    private final ContinueEncoder continuation = new ContinueEncoder();
    private final ClockStepEncoder clockStep = new ClockStepEncoder();
    private long lastSequence;
    private long lastTimeNs;
    private long packetTimeNs;
    private boolean insidePacket;
    private int currentFeed;
    private int packetLength;
    private int emptyPolls;
    private long brokenPacketCount;
    private long nextClockCheckNs;

    /**
     * @param silenceNs a tick is added when nothing came for this long
     * @param notSent   what the gate could not send
     */
    public Ingress(
            final Clock clock,
            final StateMachine core,
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

    /** One round over all sources; returns how many inputs came of it. */
    public int poll() {
        final long before = lastSequence;
        notSent.poll(onNotSent, EXECUTION_LIMIT);
        commands.poll(onCommand, COMMAND_LIMIT);
        executions.poll(onExecution, EXECUTION_LIMIT);
        pollFeeds();
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

    /**
     * Each feed once, unless one is inside a packet: no other feed's message may come between the parts of a packet.
     */
    private void pollFeeds() {
        for (int i = 0; i < feeds.length; i++) {
            final int count = feeds[currentFeed].poll(onFeed, FEED_LIMIT);
            if (insidePacket) {
                emptyPolls = count > 0 ? 0 : emptyPolls + 1;
                if (emptyPolls < MAX_EMPTY_POLLS) {
                    return;
                }
                breakPacket();
            }
            emptyPolls = 0;
            currentFeed = currentFeed + 1 < feeds.length ? currentFeed + 1 : 0;
        }
    }

    private void breakPacket() {
        insidePacket = false;
        packetLength = 0;
        brokenPacketCount++;
    }

    /** Packets whose end did not come. */
    public long brokenPacketCount() {
        return brokenPacketCount;
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

    /** Messages from outside that were not whole, not known or not allowed. */
    public long refusedCount() {
        return commandFilter.refusedCount() + executionFilter.refusedCount() + feedFilter.refusedCount();
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

    private void onFeed(final DirectBuffer buffer, final int offset, final int length) {
        if (!feedFilter.accepts(buffer, offset, length)) {
            return;
        }
        if (!insidePacket) {
            packetTimeNs = clock.timeNs();
        }
        final int templateId = buffer.getShort(offset + TEMPLATE_POSITION, ByteOrder.LITTLE_ENDIAN);
        insidePacket = templateId <= TradeDecoder.TEMPLATE_ID
                && (buffer.getByte(offset + FLAGS_POSITION) & END_OF_PACKET) == 0;
        packetLength = insidePacket ? packetLength + 1 : 0;
        if (packetLength == MAX_PACKET_LENGTH) {
            breakPacket();
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
