package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.marketdata.InstrumentStatusDecoder;
import io.tiercel.codecs.marketdata.L2UpdateDecoder;
import io.tiercel.codecs.marketdata.L3ClearDecoder;
import io.tiercel.codecs.marketdata.TradeDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.feed.DatagramLines;
import io.tiercel.engine.feed.FactText;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedInstrument;
import io.tiercel.engine.feed.FeedLane;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.LaneState;
import io.tiercel.engine.feed.MessageLine;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.arbitration.LineStatistics;
import io.tiercel.engine.feed.mdp3.Mdp3Feed;
import io.tiercel.engine.feed.mdp3.Mdp3Instrument;
import io.tiercel.engine.feed.mdp3.PacketReplay;
import io.tiercel.engine.ingress.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/** A lane of a channel of MDP 3.0 with sockets of its own, and the books, by order or by level, of its listener. */
final class Mdp3TestLane implements MessageLine, AutoCloseable {
    private static final Mdp3Feed.Room ROOM = new Mdp3Feed.Room(1 << 16, 20_000);

    final PlainBooks orders = new PlainBooks();
    final Map<Integer, TradingStatus> statuses = new HashMap<>();
    /** The last of each kind. */
    final Map<String, String> facts = new HashMap<>();

    final FeedCounts counts = new FeedCounts();
    final FeedCounts packets = new FeedCounts();
    final Mdp3Feed feed;
    private final Map<Integer, Map<Side, TreeMap<Long, String>>> levels = new HashMap<>();
    private final List<String> trades = new ArrayList<>();
    private final List<DatagramChannel> sockets = new ArrayList<>();
    private final int lineCount;
    private final FeedLane lane;

    Mdp3TestLane(
            final int lineCount,
            final boolean byOrder,
            final List<SimInstrument> instruments,
            final ArbitrationBounds bounds,
            final PacketReplay replay,
            final Clock clock) {
        this.lineCount = lineCount;
        // Behind the lines of the incremental feed those of the other two.
        for (int i = 0; i < lineCount + 2; i++) {
            sockets.add(bound());
        }
        final FeedSender sender = new FeedSender(
                1, this, counts, Mdp3Feed.stagedMessages(instruments.size(), FeedLane.MAX_DATAGRAM_BYTES, ROOM));
        feed = new Mdp3Feed(
                sender,
                counts,
                instruments.stream().map(each -> instrument(each, byOrder)).toList(),
                new Mdp3Feed.Receiving(310, lineCount, bounds, new LineStatistics(lineCount), packets, replay),
                ROOM);
        lane = new FeedLane(new DatagramLines(sockets, null), feed, sender, counts, clock);
    }

    private static Mdp3Instrument instrument(final SimInstrument instrument, final boolean byOrder) {
        return new Mdp3Instrument(
                new FeedInstrument(instrument.id(), instrument.symbol(), instrument.quantityScale()), 0, 5, 2, byOrder);
    }

    static DatagramChannel bound() {
        try {
            final DatagramChannel opened = DatagramChannel.open();
            opened.configureBlocking(false);
            return opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (final IOException failed) {
            throw new AssertionError(failed);
        }
    }

    static InetSocketAddress address(final DatagramChannel socket) {
        try {
            return (InetSocketAddress) socket.getLocalAddress();
        } catch (final IOException failed) {
            throw new AssertionError(failed);
        }
    }

    List<InetSocketAddress> lines() {
        return sockets.subList(0, lineCount).stream().map(Mdp3TestLane::address).toList();
    }

    InetSocketAddress snapshots() {
        return address(sockets.get(lineCount));
    }

    InetSocketAddress definitions() {
        return address(sockets.get(lineCount + 1));
    }

    /** Until nothing is there. */
    void receive() {
        while (lane.doWork() > 0) {
            continue;
        }
    }

    boolean live() {
        return feed.state() == LaneState.LIVE;
    }

    long count(final FeedCount count) {
        return counts.get(count);
    }

    List<String> takeTrades() {
        final List<String> taken = List.copyOf(trades);
        trades.clear();
        return taken;
    }

    /** As of {@link PlainBooks#levels}. */
    String levels(final int instrument) {
        final StringBuilder text = new StringBuilder(1 << 10);
        for (final Side side : new Side[] {Side.BUY, Side.SELL}) {
            text.append(side == Side.BUY ? "bids" : " asks");
            side(instrument, side)
                    .forEach((price, level) ->
                            text.append(' ').append(price).append(':').append(level));
        }
        return text.toString();
    }

    private TreeMap<Long, String> side(final int instrument, final Side side) {
        return levels.computeIfAbsent(instrument, key -> new HashMap<>())
                .computeIfAbsent(side, key -> new TreeMap<>(key == Side.BUY ? Comparator.reverseOrder() : null));
    }

    @Override
    public Result offer(final DirectBuffer buffer, final int offset, final int length) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        switch (header.templateId()) {
            case L2UpdateDecoder.TEMPLATE_ID -> {
                final var level = new L2UpdateDecoder().wrapAndApplyHeader(buffer, offset, header);
                final TreeMap<Long, String> side = side(level.instrumentId(), level.side());
                if (level.quantity() == 0) {
                    side.remove(level.priceNanos());
                } else {
                    side.put(level.priceNanos(), level.quantity() + "x" + level.orderCount());
                }
            }
            case TradeDecoder.TEMPLATE_ID -> {
                final var trade = new TradeDecoder().wrapAndApplyHeader(buffer, offset, header);
                trades.add(trade.instrumentId() + " " + trade.aggressorSide() + " " + trade.quantity() + " at "
                        + trade.priceNanos());
            }
            case InstrumentStatusDecoder.TEMPLATE_ID -> {
                final var status = new InstrumentStatusDecoder().wrapAndApplyHeader(buffer, offset, header);
                statuses.put(status.instrumentId(), status.status());
            }
            default -> {
                if (header.templateId() == L3ClearDecoder.TEMPLATE_ID) {
                    levels.remove(new L3ClearDecoder()
                            .wrapAndApplyHeader(buffer, offset, header)
                            .instrumentId());
                }
                orders.onMessage(buffer, offset);
                final String fact = FactText.of(buffer, offset);
                if (fact != null) {
                    facts.put(String.join(" ", List.of(fact.split(" ")).subList(0, 3)), fact);
                }
            }
        }
        return Result.TAKEN;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public void close() throws IOException {
        for (final DatagramChannel socket : sockets) {
            socket.close();
        }
    }
}
