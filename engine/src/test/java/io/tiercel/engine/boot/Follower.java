package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.marketdata.L2UpdateDecoder;
import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.PacketReferenceDecoder;
import io.tiercel.codecs.marketdata.TradeDecoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.boot.JournalInputs.Input;
import io.tiercel.engine.boot.strategies.UserJar;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * A strategy that orders in one instrument when the best bid of another one moves; and which packet of the exchange
 * each of its orders came of, by the journal and as {@code why} says it.
 */
final class Follower {
    /** Strategies are numbered by their names. */
    private static final int ID = 1;

    private static final String SOURCE = """
            package acme;
            import io.tiercel.codecs.types.Side;
            import io.tiercel.engine.book.Book;
            import io.tiercel.engine.strategy.*;
            public class Follower implements Strategy {
                private final StrategyContext context;
                private final int watched;
                private final int traded;
                private long bidPriceNanos;
                private long nextNs;
                private int orderCount;
                public Follower(final StrategySetup setup) {
                    context = setup.context();
                    watched = setup.instrument("watched").id();
                    traded = setup.instrument("traded").id();
                }
                @Override public void onBook(final Book book) {
                    if (book.instrumentId() != watched) {
                        return;
                    }
                    final long before = bidPriceNanos;
                    bidPriceNanos = book.tradable() ? book.bidPriceNanos() : 0;
                    // That it is tradable again is no packet's word.
                    final boolean moved = before != 0 && bidPriceNanos != 0 && bidPriceNanos != before;
                    if (moved && context.timeNs() >= nextNs && orderCount < 5) {
                        nextNs = context.timeNs() + 200_000_000L;
                        orderCount++;
                        context.orders().limit(traded, Side.BUY, bidPriceNanos - 1_000_000_000L, 3);
                    }
                }
            }
            """;

    private final int feedId;
    private final int channelId;
    private final long lastSequence;
    /** By its order, what is said of the packet that it came of. */
    private final Map<Long, String> origins = new LinkedHashMap<>();

    private String origin;

    /** @param lastSequence the exchange's number of what it sends last */
    Follower(final int feedId, final int channelId, final long lastSequence) {
        this.feedId = feedId;
        this.channelId = channelId;
        this.lastSequence = lastSequence;
    }

    /** Its part of a configuration, whose folder this is. */
    static String configuration(final Path folder, final String watched, final String traded) {
        UserJar.write(folder, "follower.jar", SOURCE);
        return "strategies.follower { jar = follower.jar, class = acme.Follower" + ", parameters { watched = " + watched
                + ", traded = " + traded + " } }";
    }

    /** Before a core gets this. */
    void before(final Input input) {
        origin = namesPacket(input) ? origin(input) : origin;
    }

    /** What a core says to it. */
    void onOutput(final DirectBuffer buffer, final int offset) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        if (header.templateId() == NewOrderDecoder.TEMPLATE_ID && origin != null) {
            final NewOrderDecoder order = new NewOrderDecoder().wrapAndApplyHeader(buffer, offset, header);
            if (order.strategyId() == ID) {
                origins.put(order.orderId(), origin);
            }
        }
    }

    void after(final Input input) {
        origin = isOfFeed(input) && endsPacket(input) ? null : origin;
    }

    /** Each of its orders came of a packet, which is named. */
    void compareWhy(final Program program, final Path journal) {
        assertFalse(origins.isEmpty(), "no order came of a packet of the exchange");
        origins.forEach((orderId, text) -> {
            assertEquals(0, program.execute("why", orderId.toString(), "--journal", journal.toString()), program::err);
            assertTrue(program.out().contains(" of follower: "), program::out);
            assertTrue(
                    program.out().matches("(?s).*\\n  packet [0-9]+ of feed " + feedId + ", input .*"), program::out);
            assertTrue(program.out().contains(text), () -> text + " is not in " + program.out());
            assertTrue(program.out().matches("(?s).*  L[23][A-Z][a-z]+  .*"), program::out);
        });
    }

    /** Whether it says which of the exchange's packets the next ones came from. */
    boolean namesPacket(final Input input) {
        return input.kind() == PacketReferenceDecoder.TEMPLATE_ID
                && reference(input).channelId() == channelId;
    }

    /** As {@code why} says it. */
    private String origin(final Input input) {
        final long sequence = reference(input).venueSequence();
        assertTrue(sequence >= 1 && sequence <= lastSequence, () -> "packet " + sequence);
        return "the exchange's packet " + sequence + " of channel " + channelId + ", received 20";
    }

    private static PacketReferenceDecoder reference(final Input input) {
        return new PacketReferenceDecoder().wrapAndApplyHeader(input.bytes(), 0, new MessageHeaderDecoder());
    }

    /** Whether it changes a book of the feed; each such message has its feed at the same place. */
    boolean isOfFeed(final Input input) {
        return input.kind() >= L3AddDecoder.TEMPLATE_ID
                && (input.kind() <= TradeDecoder.TEMPLATE_ID || input.kind() == L2UpdateDecoder.TEMPLATE_ID)
                && new L3AddDecoder()
                                .wrap(
                                        input.bytes(),
                                        MessageHeaderDecoder.ENCODED_LENGTH,
                                        L3AddDecoder.BLOCK_LENGTH,
                                        L3AddDecoder.SCHEMA_VERSION)
                                .feedId()
                        == feedId;
    }

    /** Its flags are at the same place, too. */
    private static boolean endsPacket(final Input input) {
        return (input.bytes().getByte(MessageHeaderDecoder.ENCODED_LENGTH + L3AddDecoder.flagsEncodingOffset()) & 1)
                != 0;
    }
}
