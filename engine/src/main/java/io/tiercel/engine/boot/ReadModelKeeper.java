package io.tiercel.engine.boot;

import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.observe.readmodel.Contents;
import io.tiercel.engine.replay.JournalFollower;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.readmodel.ModelWriter;
import io.tiercel.journal.readmodel.ReadModels;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Brings a journal's read model up to date with a core that follows it. What goes wrong is said, and tried again. */
final class ReadModelKeeper implements AutoCloseable {
    private final Path journal;
    private final JournalFollower<TradingCore> follower;
    private final ReadModelShape shape;
    private final long intervalNs;
    private final LongSupplier clock;
    private final PrintStream err;
    private ModelWriter writer;
    private boolean begun;
    private long dueNs;
    private long published;
    private long count;
    private String problem = "";
    private boolean omissionTold;

    /** @param intervalNs between two states */
    ReadModelKeeper(
            final Path journal,
            final JournalFollower<TradingCore> follower,
            final ReadModelShape shape,
            final long intervalNs,
            final LongSupplier clock,
            final PrintStream err) {
        this.journal = journal;
        this.follower = follower;
        this.shape = shape;
        this.intervalNs = intervalNs;
        this.clock = clock;
        this.err = err;
        dueNs = clock.getAsLong();
    }

    /**
     * Publishes when the interval is over and there is something new. Until the follower has come to the journal's end
     * for the first time, what is there may be newer, and stays.
     */
    void publishIfDue(final boolean caughtUp) {
        begun |= caughtUp;
        if (begun && clock.getAsLong() - dueNs >= 0 && publish()) {
            dueNs = clock.getAsLong() + intervalNs;
        }
    }

    /** Publishes what is new when nothing more is followed. */
    void finish() {
        if (begun) {
            publish();
        }
    }

    /** @return false when there was nothing new */
    private boolean publish() {
        if (!follower.ready() || follower.sequence() == published) {
            return false;
        }
        try {
            if (writer == null) {
                writer = ReadModels.open(journal, shape.capacity());
            }
            final Contents contents = shape.contents(follower);
            writer.publish(ReadModelShape.head(follower, contents), contents.entries());
            tell("");
            tellOmitted(contents.omitted());
            published = follower.sequence();
            count++;
        } catch (final JournalException failed) {
            tell(failed.getMessage());
        }
        return true;
    }

    private void tell(final String now) {
        if (!now.equals(problem)) {
            err.println(now.isEmpty() ? "the read model is written again" : "no read model: " + now);
            problem = now;
        }
    }

    private void tellOmitted(final long omitted) {
        if (omitted > 0 && !omissionTold) {
            err.printf(
                    Locale.ROOT,
                    "the read model has room for %,d entries, and leaves out %,d: it is made for engine.maxInstruments,"
                            + " engine.maxOpenOrders and engine.maxStrategies%n",
                    shape.capacity(),
                    omitted);
        }
        omissionTold = omitted > 0;
    }

    /** How often it was brought up to date. */
    long count() {
        return count;
    }

    @Override
    public void close() {
        if (writer != null) {
            writer.close();
        }
    }
}
