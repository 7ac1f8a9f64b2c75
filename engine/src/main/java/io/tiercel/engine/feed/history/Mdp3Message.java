package io.tiercel.engine.feed.history;

import io.tiercel.codecs.layout.FieldWriter;
import io.tiercel.engine.feed.mdp3.dump.DecodedMessage;
import io.tiercel.engine.feed.mdp3.dump.DecodedPacket;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A message of MDP 3.0, with the number and the time of its packet. */
final class Mdp3Message implements Message {
    private final DecodedPacket packet;
    private final DecodedMessage message;

    Mdp3Message(final DecodedPacket packet, final DecodedMessage message) {
        this.packet = packet;
        this.message = message;
    }

    @Override
    public String type() {
        return Integer.toString(message.templateId());
    }

    @Override
    public String name() {
        return message.name();
    }

    /** Of a message about one instrument. Others name theirs entry by entry. */
    @Override
    public long instrumentId() {
        return message.fields().get("SecurityID") instanceof Long id ? id : NONE;
    }

    @Override
    public String symbol() {
        return message.fields().get("Symbol") instanceof String symbol ? symbol : null;
    }

    @Override
    public long timeNs() {
        return packet.sendingTimeNs();
    }

    @Override
    public long sequence() {
        return packet.sequence();
    }

    @Override
    public void writeTo(final FieldWriter writer) {
        write(message.fields(), writer);
    }

    private static void write(final Map<?, ?> fields, final FieldWriter writer) {
        fields.forEach((name, value) -> write(name.toString(), value, writer));
    }

    private static void write(final String name, final Object value, final FieldWriter writer) {
        if (value == null) {
            writer.none(name);
        } else if (value instanceof Long number) {
            writer.number(name, number);
        } else if (value instanceof BigInteger number) {
            writer.unsigned(name, number.longValue());
        } else if (value instanceof BigDecimal decimal) {
            writer.text(name, decimal.stripTrailingZeros().toPlainString());
        } else if (value instanceof Map<?, ?> composite) {
            writer.beginComposite(name);
            write(composite, writer);
            writer.endComposite();
        } else if (value instanceof List<?> entries) {
            writeGroup(name, entries, writer);
        } else if (value instanceof Set<?> choices) {
            writer.text(name, choices.stream().map(Object::toString).collect(Collectors.joining(" ")));
        } else {
            writer.text(name, value.toString());
        }
    }

    private static void writeGroup(final String name, final List<?> entries, final FieldWriter writer) {
        writer.beginGroup(name);
        for (final Object entry : entries) {
            writer.beginEntry();
            write((Map<?, ?>) entry, writer);
            writer.endEntry();
        }
        writer.endGroup();
    }
}
