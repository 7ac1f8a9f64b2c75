package io.tiercel.engine.feed.mdp3.dump;

import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.otf.OtfMessageDecoder;

/** Packets by a schema. What is malformed gives a fault in words, never an exception. */
public final class PacketDecoder {
    private final Mdp3Schema schema;
    private final Mdp3PacketFlyweight packet = new Mdp3PacketFlyweight();
    private final UnsafeBuffer body = new UnsafeBuffer(0, 0);

    public PacketDecoder(final Mdp3Schema schema) {
        this.schema = schema;
    }

    public DecodedPacket decode(final DirectBuffer buffer, final int offset, final int length) {
        if (!packet.wrap(buffer, offset, length)) {
            return new DecodedPacket(
                    0, 0, List.of(), "these " + length + " bytes are no packet: the sizes in them do not add up");
        }
        final List<DecodedMessage> messages = new ArrayList<>();
        while (packet.next()) {
            messages.add(message(packet.bodyOffset() - Mdp3PacketFlyweight.MESSAGE_HEADER_LENGTH - offset));
        }
        return new DecodedPacket(packet.sequence(), packet.sendingTimeNs(), messages, "");
    }

    private DecodedMessage message(final int offset) {
        final List<Token> tokens = schema.message(packet.schemaId(), packet.templateId());
        if (tokens == null) {
            return decoded(
                    "",
                    offset,
                    Map.of(),
                    "schema " + schema.id() + " of version " + schema.version() + " has no template "
                            + packet.templateId() + " of schema " + packet.schemaId());
        }
        final String name = tokens.get(0).name();
        body.wrap(packet.buffer(), packet.bodyOffset(), packet.bodyLength());
        final String fault = new MessageExtent(tokens, body, packet.version()).fault(packet.blockLength());
        if (!fault.isEmpty()) {
            return decoded(name, offset, Map.of(), fault);
        }
        final FieldCollector fields = new FieldCollector();
        OtfMessageDecoder.decode(body, 0, packet.version(), packet.blockLength(), tokens, fields);
        return decoded(name, offset, fields.fields(), "");
    }

    private DecodedMessage decoded(
            final String name, final int offset, final Map<String, Object> fields, final String fault) {
        return new DecodedMessage(
                name, packet.templateId(), packet.schemaId(), packet.version(), offset, fields, fault);
    }
}
