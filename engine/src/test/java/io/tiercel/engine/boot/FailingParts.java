package io.tiercel.engine.boot;

import io.tiercel.codecs.orders.OrderAcceptedDecoder;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.RiskReason;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.session.RunParts;
import io.tiercel.engine.strategy.Execution;
import io.tiercel.engine.strategy.Strategy;
import io.tiercel.engine.strategy.StrategyContext;
import io.tiercel.engine.strategy.StrategyFactory;
import io.tiercel.engine.strategy.StrategySetup;
import io.tiercel.engine.venue.sim.VenueLog;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Room;
import io.tiercel.journal.Stream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;

/** Parts of a run that break, each once an order stands at the market. */
final class FailingParts {
    /** One order, far enough from the market to stay there. */
    static class Holder implements Strategy {
        final StrategyContext context;
        final int instrument;
        private boolean sent;
        boolean accepted;

        Holder(final StrategySetup setup) {
            context = setup.context();
            instrument = setup.instrument("instrument").id();
        }

        @Override
        public void onExecution(final Execution execution) {
            // The venue's session may not be up when its first book comes.
            sent &= execution.kind() != Execution.Kind.REFUSED;
            accepted |= execution.kind() == Execution.Kind.ACCEPTED;
        }

        @Override
        public void onBook(final Book book) {
            if (!sent && book.askQuantity() > 0 && book.bidQuantity() > 0) {
                sent = context.orders().limit(instrument, Side.BUY, 100_000_000_000L, 100) > 0;
            }
        }
    }

    /** Asks for one more order of the same kind every 10 ms, whatever comes of it, and cancels it when it stands. */
    static final class Asker extends Holder {
        private static final long EVERY_NS = 10_000_000;
        /** By then the venue's session has been up. */
        private static final long BEGIN_NS = 500_000_000;

        private final CountDownLatch refused;
        private long firstNs;
        private boolean told;

        /** @param refused counted down once, when it is refused since the venue is down, and was up before */
        Asker(final StrategySetup setup, final CountDownLatch refused) {
            super(setup);
            this.refused = refused;
        }

        @Override
        public void onBook(final Book book) {
            super.onBook(book);
            if (firstNs == 0) {
                firstNs = context.timeNs();
                context.startTimer(BEGIN_NS, 0);
            }
        }

        @Override
        public void onExecution(final Execution execution) {
            super.onExecution(execution);
            if (execution.kind() == Execution.Kind.ACCEPTED) {
                context.orders().cancel(execution.orderId());
            } else if (!told
                    && execution.riskReason() == RiskReason.VENUE_DOWN
                    && context.timeNs() - firstNs >= BEGIN_NS) {
                told = true;
                refused.countDown();
            }
        }

        @Override
        public void onTimer(final long timerId, final long data) {
            context.startTimer(EVERY_NS, 0);
            context.orders().limit(instrument, Side.BUY, 100_000_000_000L, 100);
        }
    }

    /** Throws what no strategy is disabled for, a hundred books after its order was accepted. */
    static final class Breaker extends Holder {
        private int books;

        Breaker(final StrategySetup setup) {
            super(setup);
        }

        @Override
        public void onBook(final Book book) {
            super.onBook(book);
            if (accepted && ++books == 100) {
                throw new InternalError("an invariant\nis broken");
            }
        }
    }

    /** Throws what it is disabled for, a hundred books after its order was accepted. */
    static final class Thrower extends Holder {
        private final RuntimeException thrown;
        private int books;

        Thrower(final StrategySetup setup, final RuntimeException thrown) {
            super(setup);
            this.thrown = thrown;
        }

        @Override
        public void onBook(final Book book) {
            super.onBook(book);
            if (accepted && ++books == 100) {
                thrown.fillInStackTrace();
                throw thrown;
            }
        }
    }

    /** Not even its text can be had. */
    static final class Unspeakable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no text either");
        }
    }

    /** Does not return from a callback, a hundred books after its order was accepted, until it is let go. */
    static final class Looper extends Holder {
        private static final AtomicBoolean RELEASED = new AtomicBoolean();
        private int books;

        Looper(final StrategySetup setup) {
            super(setup);
        }

        /** So that the test's process has its processor back. Those that begin later hang again. */
        static void release(final boolean released) {
            RELEASED.set(released);
        }

        @Override
        public void onBook(final Book book) {
            super.onBook(book);
            if (accepted && ++books == 100) {
                while (!RELEASED.get()) {
                    Thread.onSpinWait();
                }
                // What it has in mind when it comes back must find the gate closed.
                context.orders().limit(instrument, Side.BUY, 100_000_000_000L, 100);
            }
        }
    }

    /** Does not return when it is told of the stop. */
    static final class StopLooper extends Holder {
        StopLooper(final StrategySetup setup) {
            super(setup);
        }

        @Override
        public void onSession(final int venueId, final Phase phase) {
            while (phase == Phase.STOPPING && !Looper.RELEASED.get()) {
                Thread.onSpinWait();
            }
        }
    }

    private FailingParts() {}

    static StrategyFactory strategy(final String className) {
        return switch (className) {
            case "Holder" -> Holder::new;
            case "Breaker" -> Breaker::new;
            case "Thrower" -> setup -> new Thrower(setup, new IllegalStateException("a price\nis missing"));
            case "Unspeakable" -> setup -> new Thrower(setup, new Unspeakable());
            case "Looper" -> Looper::new;
            case "StopLooper" -> StopLooper::new;
            default -> throw new IllegalArgumentException(className);
        };
    }

    static RunParts none() {
        return new RunParts(FailingParts::strategy, RunParts::newJournal, VenueLog::create, 60_000_000_000L);
    }

    static RunParts journalThatBreaks() {
        return new RunParts(
                FailingParts::strategy,
                (folder, configuration, firstSequence) ->
                        new BreakingJournal(folder, configuration, firstSequence, () -> {
                            throw new JournalException("the disk is full");
                        }),
                VenueLog::create,
                60_000_000_000L);
    }

    /** One whose next record after the acceptance of an order takes until the latch is counted down. */
    static RunParts journalThatStalls(final CountDownLatch goOn) {
        return new RunParts(
                FailingParts::strategy,
                (folder, configuration, firstSequence) ->
                        new BreakingJournal(folder, configuration, firstSequence, () -> awaitUninterruptibly(goOn)),
                VenueLog::create,
                60_000_000_000L);
    }

    /** One whose next record after the acceptance of an order takes this long, once. */
    static RunParts journalThatPauses(final long pauseNs) {
        final AtomicBoolean paused = new AtomicBoolean();
        return new RunParts(
                FailingParts::strategy,
                (folder, configuration, firstSequence) ->
                        new BreakingJournal(folder, configuration, firstSequence, () -> {
                            if (paused.compareAndSet(false, true)) {
                                awaitUninterruptibly(pauseNs);
                            }
                        }),
                VenueLog::create,
                60_000_000_000L);
    }

    private static void awaitUninterruptibly(final long durationNs) {
        final long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < durationNs) {
            LockSupport.parkNanos(durationNs);
        }
    }

    /** A venue whose log takes the lines of orders only when the latch is counted down; Asker does so once. */
    static RunParts marketThatStalls(final CountDownLatch goOn) {
        return new RunParts(
                name -> name.equals("Asker") ? setup -> new Asker(setup, goOn) : strategy(name),
                RunParts::newJournal,
                file -> VenueLog.on(file, new StalledDisk(file, goOn)),
                60_000_000_000L);
    }

    private static final class StalledDisk implements WritableByteChannel {
        private final Path file;
        private final CountDownLatch goOn;
        private boolean open = true;

        StalledDisk(final Path file, final CountDownLatch goOn) {
            this.file = file;
            this.goOn = goOn;
        }

        @Override
        public int write(final ByteBuffer source) throws IOException {
            final byte[] bytes = new byte[source.remaining()];
            source.get(bytes);
            if (new String(bytes, StandardCharsets.US_ASCII).contains("ACCEPTED")) {
                awaitUninterruptibly(goOn);
            }
            Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return bytes.length;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }

    private static void awaitUninterruptibly(final CountDownLatch goOn) {
        while (goOn.getCount() > 0) {
            try {
                goOn.await();
            } catch (final InterruptedException notNow) {
                // A disk does not answer to it either.
                continue;
            }
        }
    }

    /** @param last a text; there is no room for what is to be written with it; empty: it fails at the end only */
    static RunParts venueLogThatBreaks(final String last) {
        return new RunParts(
                FailingParts::strategy,
                RunParts::newJournal,
                file -> VenueLog.on(file, new FullDisk(file, last)),
                60_000_000_000L);
    }

    static RunParts impatient(final long firstDataTimeoutNs) {
        return new RunParts(FailingParts::strategy, RunParts::newJournal, VenueLog::create, firstDataTimeoutNs);
    }

    private static final class BreakingJournal implements JournalWriter {
        private final JournalWriter journal;
        private final Runnable onAppend;
        private boolean broken;

        BreakingJournal(
                final Path folder,
                final EngineConfiguration configuration,
                final long firstSequence,
                final Runnable onAppend) {
            this.onAppend = onAppend;
            journal = RunParts.newJournal(folder, configuration, firstSequence);
        }

        @Override
        public long journalId() {
            return journal.journalId();
        }

        @Override
        public void appendInput(
                final long sequence,
                final long timeNs,
                final int kind,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            if (broken) {
                onAppend.run();
            }
            journal.appendInput(sequence, timeNs, kind, buffer, offset, length);
            broken |= kind == OrderAcceptedDecoder.TEMPLATE_ID;
        }

        @Override
        public void appendOutput(
                final long cause,
                final int ordinal,
                final long timeNs,
                final int kind,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            journal.appendOutput(cause, ordinal, timeNs, kind, buffer, offset, length);
        }

        @Override
        public boolean idle() {
            return journal.idle();
        }

        @Override
        public boolean idle(final Stream stream) {
            return journal.idle(stream);
        }

        @Override
        public long bytesWritten() {
            return journal.bytesWritten();
        }

        @Override
        public Room room() {
            return journal.room();
        }

        @Override
        public long lastInput() {
            return journal.lastInput();
        }

        @Override
        public long syncInputs() {
            return journal.syncInputs();
        }

        @Override
        public void sync() {
            journal.sync();
        }

        @Override
        public void close() {
            journal.close();
        }
    }

    private static final class FullDisk implements WritableByteChannel {
        private final Path file;
        private final String last;
        private boolean full;
        private boolean open = true;

        FullDisk(final Path file, final String last) {
            this.file = file;
            this.last = last;
        }

        @Override
        public int write(final ByteBuffer source) throws IOException {
            final byte[] bytes = new byte[source.remaining()];
            source.duplicate().get(bytes);
            full |= !last.isEmpty() && new String(bytes, StandardCharsets.US_ASCII).contains(last);
            if (full) {
                throw new IOException("No space left on device");
            }
            Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            source.position(source.limit());
            return bytes.length;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() throws IOException {
            open = false;
            if (last.isEmpty()) {
                throw new IOException("Disk quota exceeded");
            }
        }
    }
}
