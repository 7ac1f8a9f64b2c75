package io.tiercel.engine.replay.whatif;

import io.tiercel.codecs.control.ConfigurationItemDecoder;
import io.tiercel.codecs.control.LimitChangeDecoder;
import io.tiercel.codecs.control.SessionReadyDecoder;
import io.tiercel.codecs.control.StartPositionDecoder;
import io.tiercel.codecs.control.StrategyDefinitionDecoder;
import io.tiercel.codecs.control.StrategyDefinitionEncoder;
import io.tiercel.codecs.types.BooleanFlag;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Puts a re-simulation's configuration in the place of the recorded one, until the session is ready. */
final class OpeningInputs {
    private static final int MAX_MESSAGE_BYTES = 512;

    private final Opening opening;
    private final MessageSink sink;
    private final UnsafeBuffer copy = new UnsafeBuffer(new byte[MAX_MESSAGE_BYTES]);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final StrategyDefinitionDecoder strategy = new StrategyDefinitionDecoder();
    private final StartPositionDecoder position = new StartPositionDecoder();
    private boolean configured;
    private boolean ready;

    OpeningInputs(final Opening opening, final MessageSink sink) {
        this.opening = opening;
        this.sink = sink;
    }

    /** True when it has taken the message's place; else that is an input as it was recorded. */
    boolean onMessage(final int kind, final DirectBuffer buffer, final int offset) {
        if (ready) {
            return false;
        }
        switch (kind) {
            case ConfigurationItemDecoder.TEMPLATE_ID -> {
                if (!configured) {
                    opening.configuration(sink);
                }
                configured = true;
                return true;
            }
            case StrategyDefinitionDecoder.TEMPLATE_ID -> {
                define(strategy.wrapAndApplyHeader(buffer, offset, header), buffer, offset);
                return true;
            }
            case StartPositionDecoder.TEMPLATE_ID -> {
                // Nobody holds it when the strategy does not run.
                return !opening.enabled(
                        position.wrapAndApplyHeader(buffer, offset, header).strategyId());
            }
            case LimitChangeDecoder.TEMPLATE_ID -> {
                return true;
            }
            case SessionReadyDecoder.TEMPLATE_ID -> {
                opening.limits(sink);
                ready = true;
                return false;
            }
            default -> {
                return false;
            }
        }
    }

    private void define(final StrategyDefinitionDecoder message, final DirectBuffer buffer, final int offset) {
        final boolean enabled = opening.enabled(message.strategyId());
        message.skipName();
        message.skipClassName();
        final int length = MessageHeaderDecoder.ENCODED_LENGTH + message.encodedLength();
        copy.putBytes(0, buffer, offset, length);
        new StrategyDefinitionEncoder()
                .wrap(copy, MessageHeaderDecoder.ENCODED_LENGTH)
                .enabled(enabled ? BooleanFlag.TRUE : BooleanFlag.FALSE);
        sink.accept(copy, 0, length);
    }
}
