package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Feed;
import io.tiercel.engine.boot.configuration.EngineConfiguration.FeedRecovery;
import io.tiercel.engine.boot.configuration.FeedAddress;
import io.tiercel.engine.boot.configuration.Mdp3Settings;
import io.tiercel.engine.boot.reference.InstrumentRow;
import io.tiercel.engine.feed.DatagramHandler;
import io.tiercel.engine.feed.DatagramRecorder;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedInstrument;
import io.tiercel.engine.feed.FeedLane;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.MessageLine;
import io.tiercel.engine.feed.StreamRecorder;
import io.tiercel.engine.feed.arbitration.LineStatistics;
import io.tiercel.engine.feed.itch.GlimpseClient;
import io.tiercel.engine.feed.itch.ItchHandler;
import io.tiercel.engine.feed.itch.SnapshotSource;
import io.tiercel.engine.feed.mdp3.Mdp3Feed;
import io.tiercel.engine.feed.mdp3.Mdp3Instrument;
import io.tiercel.engine.feed.mdp3.PacketReplay;
import io.tiercel.engine.feed.mdp3.TcpReplayClient;
import io.tiercel.engine.feed.moldudp64.MoldUdp64Requests;
import io.tiercel.engine.feed.moldudp64.RequestSocket;
import io.tiercel.engine.ingress.Clock;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes what decodes a feed: its protocol's handler with what it recovers by, and room for what it says. Main's. */
final class FeedDecoder {
    private final Feed feed;
    private final FeedSockets sockets;
    private final LineStatistics lines;
    private final StreamRecorder recorder;
    private final FeedCounts counts;
    /** Of an MDP 3.0 channel: its messages and its packets are two things. */
    private final FeedCounts packets = new FeedCounts();

    /** Null for a feed that comes by datagrams. */
    private final FeedStreams streams;

    private final FeedSender sender;
    private final DatagramHandler handler;

    /**
     * @param streams null for a feed that comes by datagrams
     * @throws EnvironmentException     when a server has no address
     * @throws IllegalArgumentException when a symbol is none of the protocol's
     */
    FeedDecoder(
            final Feed feed,
            final FeedSockets sockets,
            final FeedStreams streams,
            final List<InstrumentRow> instruments,
            final MessageLine line,
            final Clock clock,
            final FeedCounts counts,
            final StreamRecorder recorder,
            final PrintStream err) {
        this.feed = feed;
        this.counts = counts;
        this.recorder = recorder;
        this.sockets = sockets;
        this.streams = streams;
        lines = new LineStatistics(feed.lines().size());
        if (feed.mdp3() == null) {
            final int room = ItchHandler.stagedMessages(instruments.size(), FeedLane.MAX_DATAGRAM_BYTES);
            sender = new FeedSender(feed.venueId(), line, counts, room);
            handler = itch(instruments, clock, err);
        } else {
            final Mdp3Feed.Room room =
                    new Mdp3Feed.Room(feed.mdp3().pendingEntries(), feed.mdp3().bookOrders());
            sender = new FeedSender(
                    feed.venueId(),
                    line,
                    counts,
                    Mdp3Feed.stagedMessages(instruments.size(), FeedLane.MAX_DATAGRAM_BYTES, room));
            handler = mdp3(instruments, room, err);
        }
    }

    private DatagramHandler itch(final List<InstrumentRow> instruments, final Clock clock, final PrintStream err) {
        final ItchHandler.Receiving receiving = new ItchHandler.Receiving(
                feed.session(), feed.recovery().bounds(), lines, requests(), snapshots(err), feed.market());
        return new ItchHandler(
                sender,
                counts,
                instruments.stream().map(FeedDecoder::instrument).toList(),
                receiving,
                ZoneId.of(feed.timeZone()),
                clock);
    }

    private MoldUdp64Requests requests() {
        if (streams != null) {
            return streams.lines();
        }
        return sockets.requests() == null ? MoldUdp64Requests.NONE : new RequestSocket(sockets.requests(), counts);
    }

    private SnapshotSource snapshots(final PrintStream err) {
        final FeedRecovery recovery = feed.recovery();
        if (recovery.snapshotServer() == null) {
            return SnapshotSource.NONE;
        }
        final InetSocketAddress address = resolved(recovery.snapshotServer(), "snapshotServer");
        err.println("feed " + feed.name() + ": asks " + recovery.snapshotServer() + " for snapshots");
        return new GlimpseClient(address, recovery.snapshotUser(), recovery.snapshotPassword(), counts, recorder);
    }

    private DatagramHandler mdp3(
            final List<InstrumentRow> instruments, final Mdp3Feed.Room room, final PrintStream err) {
        final Mdp3Settings settings = feed.mdp3();
        final Mdp3Feed.Receiving receiving = new Mdp3Feed.Receiving(
                settings.channelId(), feed.lines().size(), feed.recovery().bounds(), lines, packets, replay(err));
        final List<Mdp3Instrument> list = instruments.stream()
                .map(row -> new Mdp3Instrument(
                        instrument(row), 0, settings.bookDepth(), settings.impliedDepth(), row.byOrder()))
                .toList();
        return new Mdp3Feed(sender, counts, list, receiving, room);
    }

    private PacketReplay replay(final PrintStream err) {
        final Mdp3Settings settings = feed.mdp3();
        if (settings.replayServer() == null) {
            return PacketReplay.NONE;
        }
        final InetSocketAddress address = resolved(settings.replayServer(), "replayServer");
        err.println("feed " + feed.name() + ": asks " + settings.replayServer() + " for packets that are missing");
        return new TcpReplayClient(
                address, settings.channelId(), settings.replayUser(), settings.replayPassword(), recorder);
    }

    private InetSocketAddress resolved(final FeedAddress server, final String key) {
        final InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
        if (address.isUnresolved()) {
            throw new EnvironmentException("feed " + feed.name() + " cannot ask feeds." + feed.name() + "." + key
                    + " = " + server + ": no such host is known; correct the address");
        }
        return address;
    }

    private static FeedInstrument instrument(final InstrumentRow row) {
        return new FeedInstrument(row.id(), row.venueSymbol(), row.quantityScale());
    }

    DatagramHandler handler() {
        return handler;
    }

    /** On the clock that gives each datagram its time. */
    FeedLane lane(final Clock clock, final DatagramRecorder recorder) {
        if (streams == null) {
            return new FeedLane(sockets.receiving(recorder), handler, sender, counts, clock);
        }
        streams.lines().recordBy(recorder);
        return new FeedLane(streams.lines(), handler, sender, counts, clock);
    }

    /** Says what has become of connections since it was asked last. */
    void tell() {
        if (streams != null) {
            streams.tell();
        }
    }

    /** After the lane's thread has ended. */
    void close() {
        if (streams != null) {
            streams.close();
        }
    }

    LineStatistics lines() {
        return lines;
    }

    /** What came, for programs. Any thread. */
    Map<String, Long> figures() {
        final Map<String, Long> figures = new LinkedHashMap<>();
        for (final FeedCount count : FeedCount.values()) {
            figures.put(count.label(), counts.get(count));
            if (feed.mdp3() != null) {
                figures.put(count.label() + " by packets", packets.get(count));
            }
        }
        return figures;
    }

    /** What came, by which line, and what the host threw away, for people. Any thread. */
    String counted() {
        final String drops = sockets.drops();
        return counts.text() + (feed.mdp3() == null ? "" : "; by packets: " + packets.text()) + "; " + lines.text()
                + (drops.isEmpty() ? "" : "; " + drops);
    }
}
