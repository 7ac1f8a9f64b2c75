package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import io.tiercel.engine.feed.mdp3.LossyCapture;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captures of both lines of MDP 3.0, by the command: books are the exchange's, or said to be recovering. */
final class FeedBookMdp3ArbitrationTest {
    private static final long SEED = Long.getLong("tiercel.seed", System.nanoTime());
    private static final int RUNS = 20;
    private static final double LOSS = 0.3;

    @TempDir
    Path folder;

    private final Program program = new Program();

    @Test
    void shouldBeLiveWhenTheOtherLineFillsEachGap() throws IOException {
        for (int run = 0; run < RUNS; run++) {
            final LossyCapture capture = new LossyCapture(SEED + run, LOSS);
            capture.trade(300, true, false);
            // A reset may have been the last that was said of a book.
            capture.snapshots();
            capture.heartbeat();

            assertEquals(LossyCapture.BOOKS, live(capture, run), () -> "seed " + SEED + ": " + program.out());
        }
    }

    /** A session after the reset, or a reset after the session, all in one capture. */
    @Test
    void shouldEndRightOrNotLiveWithLossesAResetAndANewWeek() throws IOException {
        int live = 0;
        for (int run = 0; run < RUNS; run++) {
            final LossyCapture capture = new LossyCapture(SEED + run, LOSS);
            capture.trade(300, false, run % 4 < 2);
            if (run % 2 == 0) {
                capture.resetChannel();
                capture.trade(150, false, false);
                capture.newWeek();
            } else {
                capture.newWeek();
                capture.trade(150, false, false);
                capture.resetChannel();
            }
            capture.trade(1 + 10 * run, false, run % 3 == 0);
            capture.heartbeat();
            live += live(capture, run);
        }
        final int found = live;
        assertTrue(found > 0 && found < LossyCapture.BOOKS * RUNS, () -> found + " live, seed " + SEED);
    }

    /** How many books are live; and they are right. */
    private int live(final LossyCapture capture, final int run) throws IOException {
        final Path file = Files.write(folder.resolve("capture"), capture.bytes());
        assertEquals(0, program.execute("feed", "book", "--json", file.toString()), program::err);
        final Map<String, String> right = capture.books();
        int live = 0;
        for (final Config book : program.json().getConfigList("instruments")) {
            final String what = book.getString("symbol") + ", seed " + SEED + ", run " + run;
            if (!right.containsKey(book.getString("symbol"))) {
                continue;
            }
            if (book.getString("state").equals("live")) {
                live++;
                assertEquals(right.get(book.getString("symbol")), side(book, "bids") + " " + side(book, "asks"), what);
            } else {
                assertEquals("recovering", book.getString("state"), what);
            }
        }
        return live;
    }

    private static String side(final Config book, final String name) {
        final List<String> levels = new ArrayList<>();
        for (final ConfigValue level : book.getList(name)) {
            final List<?> values = (List<?>) level.unwrapped();
            levels.add(
                    new BigDecimal(values.get(0).toString()).movePointRight(9).longValueExact() + "=" + values.get(1)
                            + "x" + values.get(2));
        }
        return "{" + String.join(", ", levels) + "}";
    }
}
