package io.tiercel.engine.venue.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VenueLogTest {
    private static final long START = 1_767_225_600_000_000_000L;
    private static final SimInstrument ABC = new SimInstrument(1, "ABC", 10, 100, 0, 1, 10_000);

    @TempDir
    private Path folder;

    private Path file;
    private VenueLog log;
    private final Requests requests = new Requests();

    @BeforeEach
    void create() {
        file = folder.resolve("venue.csv");
        log = VenueLog.create(file);
    }

    @Test
    void shouldTellWhatBecameOfEachOrder() {
        trade();

        final List<String> told = new ArrayList<>();
        try (VenueLogReader reader = new VenueLogReader(file)) {
            for (VenueLogReader.Line line = reader.next(); line != null; line = reader.next()) {
                assertEquals(told.size() < 8 ? told.size() + 1 : 10, line.inboundSequence());
                told.add(line.event() + " " + line.orderId() + " " + line.venueToken() + " " + line.side() + " "
                        + line.quantity() + "@" + line.priceNanos() + " " + line.feeMoney() + " " + line.reason());
            }
        }
        assertEquals(
                List.of(
                        "ACCEPTED 10 1 SELL 300@1000 0 ",
                        "REPLACED 10 1 SELL 200@1000 0 ",
                        "ACCEPTED 20 2 BUY 100@1000 0 ",
                        "FILLED 10 3 SELL 100@1000 -20 ",
                        "FILLED 20 2 BUY 100@1000 30 ",
                        "REJECTED 20 2 BUY 0@0 0 DUPLICATE_TOKEN",
                        "UNKNOWN 990 99 BUY 0@0 0 UNKNOWN_ORDER",
                        "CANCEL_REJECTED 20 2 BUY 0@0 0 TOO_LATE",
                        "CANCELLED 10 3 SELL 0@0 0 REQUESTED"),
                told);
    }

    @Test
    void shouldReconcileWithAnEngineThatSawTheSame() {
        trade();
        final long firstExecution = (1L << 40) + 4;

        final Reconciliation result = Reconciliation.compare(
                List.of(
                        new Reconciliation.Fill(firstExecution, 10, 1_000, 100),
                        new Reconciliation.Fill(firstExecution + 1, 20, 1_000, 100)),
                List.of(new Reconciliation.OrderView(10, 100, false), new Reconciliation.OrderView(20, 100, false)),
                file);

        assertEquals(List.of(), result.differences());
        assertEquals(0, result.unreconciled());
        assertEquals(2, result.fillCount());
    }

    @Test
    void shouldNameEachDifference() {
        trade();
        final long firstExecution = (1L << 40) + 4;

        final Reconciliation result = Reconciliation.compare(
                List.of(
                        new Reconciliation.Fill(firstExecution, 10, 990, 100),
                        new Reconciliation.Fill(firstExecution, 10, 990, 100),
                        new Reconciliation.Fill(77, 20, 1_000, 100)),
                List.of(new Reconciliation.OrderView(10, 100, true), new Reconciliation.OrderView(30, 0, true)),
                file);

        assertEquals(
                List.of(
                        "execution 1099511627780: the engine counted it twice",
                        "execution 1099511627780: the exchange has order 10 100 at 1000,"
                                + " the engine has order 10 100 at 990",
                        "execution 1099511627781: the exchange has order 20 100 at 1000,"
                                + " the engine has no such execution",
                        "execution 77: the engine has order 20 100 at 1000, the exchange has no such execution",
                        "order 10: the exchange has 100 executed and over, the engine has 100 executed and open",
                        "order 20: the exchange has it, the engine does not",
                        "order 30: the engine has 0 executed and open, the exchange never accepted it"),
                result.differences());
        assertEquals(7, result.unreconciled());
    }

    @Test
    void shouldWriteWhenItIsTimeAndNotBefore() throws IOException {
        final SimVenue venue = venue();
        venue.start(START);
        assertTrue(log.work(START));
        requests.limit(1, Side.SELL, 1_000, 300).send(venue, START);

        final long before = Files.size(file);
        assertFalse(log.work(START + 1));
        assertEquals(before, Files.size(file));
        assertTrue(log.work(START + 20_000_000));
        assertTrue(Files.size(file) > before);
    }

    @Test
    void shouldWriteWholeBlocksWhenNobodyAsks() throws IOException {
        final SimVenue venue = venue();
        venue.start(START);
        for (int token = 1; token <= 20_000; token++) {
            requests.limit(token, Side.SELL, 1_000, 300).send(venue, START);
        }
        assertTrue(Files.size(file) > 1_000_000);
        venue.close();

        assertEquals(20_001, Files.readAllLines(file).size());
        assertEquals(20_000, log.lineCount());
    }

    @Test
    void shouldKeepWhatCouldNotBeWrittenUntilItCan() {
        final Disk disk = new Disk();
        log = VenueLog.on(file, disk);
        final SimVenue venue = venue();
        venue.start(START);
        log.flush();
        requests.limit(1, Side.SELL, 1_000, 300).send(venue, START);
        requests.limit(2, Side.SELL, 1_000, 300).send(venue, START);
        disk.room = 100;

        final UncheckedIOException error = assertThrows(UncheckedIOException.class, () -> log.work(START + 20_000_000));

        assertTrue(error.getMessage().startsWith("venue log " + file + " could not be written"), error.getMessage());
        assertEquals(error.getMessage(), log.failure());
        assertEquals(0, log.lostLineCount());
        disk.room = Integer.MAX_VALUE;
        requests.cancel(1).send(venue, START);
        log.close();
        final List<String> lines =
                disk.written.toString(StandardCharsets.US_ASCII).lines().toList();
        assertEquals(4, lines.size());
        assertTrue(lines.get(1).startsWith("ACCEPTED,"), lines.get(1));
        assertTrue(lines.get(2).startsWith("ACCEPTED,"), lines.get(2));
        assertTrue(lines.get(3).startsWith("CANCELLED,"), lines.get(3));
        assertNotNull(log.failure());
    }

    @Test
    void shouldSayHowManyLinesAreLostWhenThereIsNoRoomAtAll() {
        final Disk disk = new Disk();
        log = VenueLog.on(file, disk);
        final SimVenue venue = venue();
        venue.start(START);
        disk.room = 0;
        for (int token = 1; token <= 20_000; token++) {
            requests.limit(token, Side.SELL, 1_000, 300).send(venue, START);
        }

        assertEquals(20_000, log.lineCount() + log.lostLineCount());
        assertTrue(log.lostLineCount() > 0);
        final String lost = "; " + log.lostLineCount() + " lines are lost";
        disk.room = Integer.MAX_VALUE;
        final UncheckedIOException atWork = assertThrows(UncheckedIOException.class, () -> log.work(START));
        assertTrue(atWork.getMessage().endsWith(lost), atWork.getMessage());
        final UncheckedIOException atClose = assertThrows(UncheckedIOException.class, () -> log.close());
        assertTrue(atClose.getMessage().endsWith(lost), atClose.getMessage());
        assertFalse(disk.isOpen());
        log.close();
    }

    @Test
    void shouldNotOverwriteAFile() {
        final UncheckedIOException error = assertThrows(UncheckedIOException.class, () -> VenueLog.create(file));

        assertTrue(error.getMessage().contains(file.toString()), error.getMessage());
    }

    @Test
    void shouldSayWhereALogIsTorn() throws IOException {
        trade();
        Files.writeString(file, "FILLED,12,", StandardOpenOption.APPEND);

        final IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> Reconciliation.compare(List.of(), List.of(), file));

        assertTrue(
                error.getMessage().endsWith("line 11: 3 values instead of 20: the line is torn"), error.getMessage());
    }

    @Test
    void shouldRefuseAFileThatIsNoLog() throws IOException {
        final Path other = Files.writeString(folder.resolve("other.csv"), "a,b\n");

        assertThrows(IllegalArgumentException.class, () -> new VenueLogReader(other));
    }

    /** Takes so many bytes, and then none. */
    private static final class Disk implements WritableByteChannel {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private int room = Integer.MAX_VALUE;
        private boolean open = true;

        @Override
        public int write(final ByteBuffer source) throws IOException {
            if (room == 0) {
                throw new IOException("No space left on device");
            }
            final byte[] bytes = new byte[Math.min(room, source.remaining())];
            source.get(bytes);
            written.writeBytes(bytes);
            room -= bytes.length;
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

    private SimVenue venue() {
        return new SimVenue(
                new SimVenueConfig().eventsPerSecond(0).fees(-200_000, 300_000),
                List.of(ABC),
                new RecordingSink(),
                log);
    }

    private void trade() {
        final SimVenue venue = venue();
        venue.start(START);
        requests.limit(1, Side.SELL, 1_000, 300).send(venue, START);
        requests.replace(1, 3, 1_000, 200).send(venue, START);
        requests.order(2, Side.BUY, OrderType.LIMIT, TimeInForce.IOC, 1_000, 100)
                .send(venue, START);
        requests.limit(2, Side.BUY, 900, 100).send(venue, START);
        requests.cancel(99).send(venue, START);
        requests.cancel(2).send(venue, START);
        requests.status(2).send(venue, START);
        requests.cancel(3).send(venue, START);
        venue.close();
    }
}
