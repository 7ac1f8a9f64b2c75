package io.tiercel.engine.boot.log;

import io.tiercel.codecs.control.CommandResultDecoder;
import io.tiercel.codecs.control.HaltDecoder;
import io.tiercel.codecs.control.KillDecoder;
import io.tiercel.codecs.control.LimitChangeDecoder;
import io.tiercel.codecs.control.ParameterChangeDecoder;
import io.tiercel.codecs.control.ResumeDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.boot.configuration.Key;
import java.nio.ByteOrder;
import java.util.List;
import org.agrona.DirectBuffer;

/** An operator's commands: the core's result, which is told first, and the input it belongs to, in one event. */
final class Commands {
    private static final int TEMPLATE = MessageHeaderDecoder.templateIdEncodingOffset();
    private static final long NONE = 0;

    private final Scopes scopes;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private long resultSequence = NONE;
    private String result;

    Commands(final Scopes scopes) {
        this.scopes = scopes;
    }

    /** The core's answer. */
    void result(final long sequence, final DirectBuffer message) {
        resultSequence = sequence;
        result = new CommandResultDecoder()
                .wrapAndApplyHeader(message, 0, header)
                .code()
                .name();
    }

    /** The command. When its result was missed, that is null. */
    LogEvent command(final LogEvent event, final long sequence, final DirectBuffer message) {
        switch (message.getShort(TEMPLATE, ByteOrder.LITTLE_ENDIAN) & 0xFFFF) {
            case HaltDecoder.TEMPLATE_ID -> {
                final HaltDecoder halt = new HaltDecoder().wrapAndApplyHeader(message, 0, header);
                begin(event, "halt", halt.commandId(), halt.strategyId());
            }
            case ResumeDecoder.TEMPLATE_ID -> {
                final ResumeDecoder resume = new ResumeDecoder().wrapAndApplyHeader(message, 0, header);
                begin(event, "resume", resume.commandId(), resume.strategyId());
            }
            case KillDecoder.TEMPLATE_ID -> {
                final KillDecoder kill = new KillDecoder().wrapAndApplyHeader(message, 0, header);
                begin(event, "kill", kill.commandId(), kill.strategyId());
            }
            case LimitChangeDecoder.TEMPLATE_ID -> {
                final LimitChangeDecoder change = new LimitChangeDecoder().wrapAndApplyHeader(message, 0, header);
                begin(event, "limit", change.commandId(), change.strategyId());
                scopes.instrument(event, change.instrumentId());
                event.put("limitKind", change.kind().name()).put("value", change.value());
            }
            default -> parameter(event, message);
        }
        return event.put("result", sequence == resultSequence ? result : null);
    }

    private void parameter(final LogEvent event, final DirectBuffer message) {
        final ParameterChangeDecoder change = new ParameterChangeDecoder().wrapAndApplyHeader(message, 0, header);
        begin(event, "parameter", change.commandId(), change.strategyId());
        final String name = change.name();
        final String value = change.value();
        event.put("name", name).put("value", Key.secret(List.of(name)) ? Key.MASK : value);
    }

    private void begin(final LogEvent event, final String command, final long commandId, final int strategyId) {
        event.put("command", command).put("commandId", Long.toString(commandId));
        scopes.strategy(event, strategyId);
    }
}
