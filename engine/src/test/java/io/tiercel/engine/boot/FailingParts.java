package io.tiercel.engine.boot;

import io.tiercel.codecs.orders.OrderAcceptedDecoder;
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
import io.tiercel.journal.Stream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.DirectBuffer;

/** Parts of a run that break, each once an order stands at the market. */
final class FailingParts {
    /** One order, far enough from the market to stay there. */
    static class Holder implements Strategy {
        private final StrategyContext context;
        private final int instrument;
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

    private FailingParts() {}

    static StrategyFactory strategy(final String className) {
        return switch (className) {
            case "Holder" -> Holder::new;
            case "Breaker" -> Breaker::new;
            default -> throw new IllegalArgumentException(className);
        };
    }

    static RunParts none() {
        return new RunParts(FailingParts::strategy, RunParts::newJournal, VenueLog::create, 60_000_000_000L);
    }

    static RunParts journalThatBreaks() {
        return new RunParts(
                FailingParts::strategy,
                (folder, configuration, firstSequence) -> new BreakingJournal(folder, configuration, firstSequence),
                VenueLog::create,
                60_000_000_000L);
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
        private boolean broken;

        BreakingJournal(final Path folder, final EngineConfiguration configuration, final long firstSequence) {
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
                throw new JournalException("the disk is full");
            }
            journal.appendInput(sequence, timeNs, kind, buffer, offset, length);
            broken = kind == OrderAcceptedDecoder.TEMPLATE_ID;
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
