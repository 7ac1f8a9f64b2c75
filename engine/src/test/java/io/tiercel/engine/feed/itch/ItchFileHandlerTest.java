package io.tiercel.engine.feed.itch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.codecs.itch.ItchEncoder;
import io.tiercel.engine.feed.BrokenTrades;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.InstrumentDirectory;
import io.tiercel.engine.feed.capture.CapturedBounds;
import io.tiercel.engine.ingress.VirtualClock;
import java.time.ZoneId;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Which stocks trade by a file that begins within the day. */
final class ItchFileHandlerTest {
    private final RecordingLine line = new RecordingLine();
    private final FeedCounts counts = new FeedCounts();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
    private final ItchEncoder encoder = new ItchEncoder().wrap(buffer, 0);
    private final InstrumentDirectory directory = new InstrumentDirectory() {
        @Override
        public int add(final long code, final String symbol) {
            return (int) code;
        }

        @Override
        public void rename(final int instrumentId, final long code, final String symbol) {
            // Its number says which it is.
        }
    };
    private final ItchFileHandler handler = new ItchFileHandler(
            new FeedSender(9, line, counts, ItchFileHandler.stagedMessages()),
            counts,
            directory,
            BrokenTrades.NOBODY,
            ZoneId.of("America/New_York"),
            new VirtualClock(1_577_716_200_000_000_000L),
            CapturedBounds.DEFAULT,
            false,
            false);

    /** It was not halted before, as far as anybody knows: so it is not for ever. */
    @Test
    void shouldTradeAgainWhenAnOperationalHaltEnds() {
        handler.onStream("", false);
        give(about().addOrder(1, 'B', 100, "TRCL", 10_000));
        line.take();
        give(about().operationalHalt("TRCL", 'B', 'H'));
        give(about().operationalHalt("TRCL", 'Q', 'T'));
        assertEquals(List.of(), line.take());
        give(about().operationalHalt("TRCL", 'Q', 'H'));
        give(about().operationalHalt("TRCL", 'Q', 'T'));

        assertEquals(List.of("instrument 3 HALTED", "instrument 3 TRADING"), line.take());
    }

    @Test
    void shouldStayHaltedWhereTheTradingStateSaysSo() {
        handler.onStream("", false);
        line.take();
        give(about().operationalHalt("TRCL", 'Q', 'H'));
        give(about().tradingAction("TRCL", 'H'));
        give(about().operationalHalt("TRCL", 'Q', 'T'));
        give(about().tradingAction("TRCL", 'Q'));
        give(about().tradingAction("TRCL", 'T'));

        assertEquals(
                List.of(
                        "instrument 3 HALTED",
                        "instrument 3 HALTED",
                        "instrument 3 HALTED",
                        "instrument 3 AUCTION",
                        "instrument 3 TRADING"),
                line.take());
    }

    /** A day that follows says all of its own. */
    @Test
    void shouldWithdrawWhatWasSaidOnTheDayBefore() {
        handler.onStream("", true);
        give(about().addOrder(1, 'B', 100, "TRCL", 10_000));
        assertEquals(List.of("feed 9 RECOVERING", "feed 9 LIVE", "1. add 3 BUY 1 100 at 1000000000"), line.take());

        handler.onStream("", true);

        assertEquals(
                List.of("feed 9 RECOVERING", "2. facts cleared 0", "3. facts cleared 3", "4. clear 3", "feed 9 LIVE"),
                line.take());
    }

    private ItchEncoder about() {
        return encoder.about(3, 34_200_000_000_000L);
    }

    private void give(final int length) {
        handler.onMessage(buffer, 0, length);
        handler.onPacketEnd();
    }
}
