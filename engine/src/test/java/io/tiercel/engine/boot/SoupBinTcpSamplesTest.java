package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.fail;

import com.typesafe.config.Config;
import io.tiercel.codecs.network.FrameFlyweight;
import io.tiercel.codecs.soupbintcp.SoupBinTcpFlyweight;
import io.tiercel.engine.feed.capture.ByteStream;
import io.tiercel.engine.feed.capture.FileBytes;
import io.tiercel.engine.feed.capture.PacketReader;
import io.tiercel.engine.feed.capture.TcpStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

/**
 * Packets of SoupBinTCP in TCP segments as an exchange and its clients sent them (orders, by OUCH 5.0), against what a
 * dissector of others says of them. Frames have bytes behind what IP says that it has.
 */
final class SoupBinTcpSamplesTest {
    private static final String PACKET = "fields.soupbintcppacket.";

    @Test
    void shouldReadThePacketsOfRealConnections() throws IOException {
        final Path expectedFile = SharedData.find("ouch/expected-decode.json");
        final Config expected = FeedDumpCommandTest.json(Files.readString(expectedFile));
        final Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(expectedFile.getParent())) {
            for (final Path file :
                    files.filter(each -> each.toString().endsWith(".pcap")).toList()) {
                final String name = file.getFileName().toString();
                names.add(name);
                final List<String> packets = new ArrayList<>();
                for (final Config each : expected.getConfigList("\"" + name + "\"")) {
                    packets.add(shown(each));
                }
                assertEquals(packets, packets(file), name);
            }
        }
        assertEquals(expected.root().keySet(), names);
    }

    /** Type and length of the packet, and the type of the message in it, where it has one. */
    private static String shown(final Config frame) {
        final Config header = frame.getConfig(PACKET + "packetheader");
        String text = header.getString("packettype") + " " + header.getString("packetlength");
        for (final String kind : List.of("sequenced", "unsequenced")) {
            final String message = PACKET + kind + "datapacket." + kind + "messagetype";
            text += frame.hasPath(message) ? " " + frame.getString(message) : "";
        }
        return text;
    }

    private static List<String> packets(final Path file) throws IOException {
        final List<String> packets = new ArrayList<>();
        try (FileBytes bytes = FileBytes.open(file)) {
            final PacketReader reader =
                    PacketReader.of(bytes, (record, offset, reason) -> fail(record + " at " + offset + ": " + reason));
            assertNotNull(reader);
            final FrameFlyweight frame = new FrameFlyweight();
            final TcpStreams streams = new TcpStreams((from, to) -> new Packets(packets));
            while (reader.next()) {
                assertEquals(
                        FrameFlyweight.Content.TCP,
                        frame.wrap(reader.buffer(), reader.offset(), reader.length(), reader.linkType()));
                streams.onFrame(frame, reader.buffer());
            }
            streams.end();
        }
        return packets;
    }

    /** Of one direction; each segment of the samples has whole packets. */
    private record Packets(List<String> packets) implements ByteStream {
        @Override
        public void onBegin() {
            // Nothing is kept from segment to segment.
        }

        @Override
        public void onBytes(final DirectBuffer buffer, final int offset, final int length) {
            final SoupBinTcpFlyweight packet = new SoupBinTcpFlyweight();
            int at = offset;
            while (at < offset + length) {
                assertEquals(SoupBinTcpFlyweight.Form.WHOLE, packet.wrap(buffer, at, offset + length - at));
                final String message = packet.payloadLength() == 0
                        ? ""
                        : " " + (char) packet.buffer().getByte(packet.payloadOffset());
                packets.add((char) packet.type() + " " + (packet.length() - Short.BYTES) + message);
                at += packet.length();
            }
        }

        @Override
        public void onLost(final long bytes) {
            fail(bytes + " bytes are lost");
        }

        @Override
        public void onEnd() {
            // Nothing is left over.
        }
    }
}
