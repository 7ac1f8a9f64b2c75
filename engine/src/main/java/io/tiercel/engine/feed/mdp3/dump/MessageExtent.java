package io.tiercel.engine.feed.mdp3.dump;

import java.util.List;
import org.agrona.DirectBuffer;
import uk.co.real_logic.sbe.ir.Encoding;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

/** Whether blocks and groups of a message have all their version's fields, and lie within it. */
final class MessageExtent {
    private final List<Token> tokens;
    private final DirectBuffer body;
    private final int version;

    /** @param body the message's fields and groups, and nothing else */
    MessageExtent(final List<Token> tokens, final DirectBuffer body, final int version) {
        this.tokens = tokens;
        this.body = body;
        this.version = version;
    }

    /** What is wrong; empty when nothing is. */
    String fault(final int blockLength) {
        if (blockLength > body.capacity()) {
            return "a block of " + blockLength + " bytes in a message that has " + body.capacity();
        }
        final int needed = needed(1);
        if (blockLength < needed) {
            return "a block of " + blockLength + " bytes; version " + version + " has " + needed;
        }
        int position = blockLength;
        for (int i = 1; i < tokens.size() - 1; i += tokens.get(i).componentTokenCount()) {
            final Token group = tokens.get(i);
            if (group.signal() == Signal.BEGIN_GROUP && group.version() <= version) {
                final Token header = tokens.get(i + 1);
                final int entries = position + header.encodedLength();
                if (entries > body.capacity()) {
                    return group.name() + " begins at byte " + position + " of " + body.capacity();
                }
                final int length = number(tokens.get(i + 2), position);
                final int count = number(tokens.get(i + 3), position);
                final int least = needed(i + 1 + header.componentTokenCount());
                if (count > 0 && length < least) {
                    return group.name() + " has entries of " + length + " bytes; version " + version + " has " + least;
                }
                final long end = entries + (long) length * count;
                if (end > body.capacity()) {
                    return group.name() + " ends at byte " + end + " of " + body.capacity();
                }
                position = (int) end;
            }
        }
        return "";
    }

    /** Bytes of the fields from a token on, up to those of a group or the end. */
    private int needed(final int first) {
        int needed = 0;
        for (int i = first;
                tokens.get(i).signal() == Signal.BEGIN_FIELD;
                i += tokens.get(i).componentTokenCount()) {
            final Token type = tokens.get(i + 1);
            if (tokens.get(i).version() <= version && type.encoding().presence() != Encoding.Presence.CONSTANT) {
                needed = Math.max(needed, type.offset() + type.encodedLength());
            }
        }
        return needed;
    }

    private int number(final Token type, final int position) {
        return (int) FieldCollector.number(body, position + type.offset(), type.encoding());
    }
}
