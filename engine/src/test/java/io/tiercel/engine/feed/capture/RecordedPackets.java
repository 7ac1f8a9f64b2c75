package io.tiercel.engine.feed.capture;

import io.tiercel.codecs.network.FrameFlyweight;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a capture's reader says, as lines. */
final class RecordedPackets {
    final List<String> lines = new ArrayList<>();
    final List<String> faults = new ArrayList<>();
    long lost;
    ArbitrationBounds bounds;

    static RecordedPackets of(final byte[] capture) {
        return of(new ByteArrayInputStream(capture));
    }

    static RecordedPackets of(final InputStream capture) {
        final RecordedPackets recorded = new RecordedPackets();
        try (FileBytes bytes = FileBytes.of(capture, 64)) {
            final PacketReader reader = PacketReader.of(
                    bytes, (record, offset, reason) -> recorded.faults.add(record + " at " + offset + ": " + reason));
            if (reader != null) {
                recorded.readAll(reader);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return recorded;
    }

    private void readAll(final PacketReader reader) {
        final FrameFlyweight frame = new FrameFlyweight();
        while (reader.next()) {
            lost += reader.lostBefore();
            bounds = reader.bounds();
            final FrameFlyweight.Content content =
                    frame.wrap(reader.buffer(), reader.offset(), reader.length(), reader.linkType());
            String text = reader.record() + " " + reader.timeNs() + " " + content;
            if (content == FrameFlyweight.Content.UDP || content == FrameFlyweight.Content.TCP) {
                final byte[] payload = new byte[frame.payloadLength()];
                reader.buffer().getBytes(frame.payloadOffset(), payload);
                text += " "
                        + new Endpoint(frame.isIpv6(), frame.sourceHigh(), frame.sourceLow(), frame.sourcePort())
                        + " "
                        + new Endpoint(
                                frame.isIpv6(),
                                frame.destinationHigh(),
                                frame.destinationLow(),
                                frame.destinationPort())
                        + " " + new String(payload, StandardCharsets.ISO_8859_1);
            }
            lines.add(text + (reader.cut() ? " cut" : ""));
        }
    }
}
