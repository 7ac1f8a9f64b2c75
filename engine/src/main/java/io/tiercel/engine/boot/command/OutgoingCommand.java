package io.tiercel.engine.boot.command;

import io.tiercel.codecs.control.HaltEncoder;
import io.tiercel.codecs.control.KillEncoder;
import io.tiercel.codecs.control.LimitChangeEncoder;
import io.tiercel.codecs.control.ParameterChangeEncoder;
import io.tiercel.codecs.control.ResumeEncoder;
import io.tiercel.codecs.types.LimitKind;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A command, encoded. Strategy 0 is all of them.
 *
 * @param commandId a random number: its answer has the same
 */
public record OutgoingCommand(DirectBuffer buffer, int length, long commandId) {
    /** Of a message; the engine would refuse more without an answer. */
    private static final int MAX_LENGTH = 512;

    public static OutgoingCommand halt(final int strategyId) {
        final HaltEncoder message = new HaltEncoder();
        final UnsafeBuffer buffer = emptyBuffer();
        final long commandId = newId();
        message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .strategyId(strategyId)
                .commandId(commandId);
        return of(buffer, message.limit(), commandId);
    }

    public static OutgoingCommand resume(final int strategyId) {
        final ResumeEncoder message = new ResumeEncoder();
        final UnsafeBuffer buffer = emptyBuffer();
        final long commandId = newId();
        message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .strategyId(strategyId)
                .commandId(commandId);
        return of(buffer, message.limit(), commandId);
    }

    public static OutgoingCommand kill(final int strategyId) {
        final KillEncoder message = new KillEncoder();
        final UnsafeBuffer buffer = emptyBuffer();
        final long commandId = newId();
        message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .strategyId(strategyId)
                .commandId(commandId);
        return of(buffer, message.limit(), commandId);
    }

    /** @param instrumentId 0 for every instrument */
    public static OutgoingCommand limit(
            final int strategyId, final LimitKind kind, final int instrumentId, final long value) {
        final LimitChangeEncoder message = new LimitChangeEncoder();
        final UnsafeBuffer buffer = emptyBuffer();
        final long commandId = newId();
        message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .strategyId(strategyId)
                .kind(kind)
                .instrumentId(instrumentId)
                .value(value)
                .commandId(commandId);
        return of(buffer, message.limit(), commandId);
    }

    /** @throws IllegalArgumentException when the texts are too long for a message */
    public static OutgoingCommand parameter(final int strategyId, final String name, final String value) {
        final int fixed = MessageHeaderEncoder.ENCODED_LENGTH
                + ParameterChangeEncoder.BLOCK_LENGTH
                + ParameterChangeEncoder.nameHeaderLength()
                + ParameterChangeEncoder.valueHeaderLength();
        final int textLength =
                name.getBytes(StandardCharsets.UTF_8).length + value.getBytes(StandardCharsets.UTF_8).length;
        if (fixed + textLength > MAX_LENGTH) {
            throw new IllegalArgumentException("name and value of the parameter have " + textLength
                    + " bytes, a message takes " + (MAX_LENGTH - fixed) + ": shorten the value");
        }
        final ParameterChangeEncoder message = new ParameterChangeEncoder();
        final UnsafeBuffer buffer = emptyBuffer();
        final long commandId = newId();
        message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .strategyId(strategyId)
                .commandId(commandId)
                .name(name)
                .value(value);
        return of(buffer, message.limit(), commandId);
    }

    private static UnsafeBuffer emptyBuffer() {
        return new UnsafeBuffer(new byte[MAX_LENGTH]);
    }

    private static long newId() {
        return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    }

    private static OutgoingCommand of(final DirectBuffer buffer, final int length, final long commandId) {
        return new OutgoingCommand(buffer, length, commandId);
    }
}
