package io.tiercel.journal;

import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a journal loses with all that stands behind its first damage.
 *
 * @param lastInput  the last that is whole, with all before it
 * @param lastKnown  the last of which there is any trace
 * @param lastUsed   no later one is taken to have led to an order: the next run begins behind it
 * @param inputs     whole ones that are lost, since one before them is
 * @param outputs    whole ones that are lost, since their cause is
 * @param orders     among these outputs: they may be at a venue
 */
public record LostTail(
        long lastInput, long lastKnown, long lastUsed, long inputs, long outputs, List<LostOrder> orders) {
    /** In the journal's folder, for whoever goes on from it. */
    public static final String FILE = "lost";

    /** Inputs may have led to orders of which nothing at all came to the disk: more than any disk is behind. */
    static final long UNSEEN_INPUTS = 1 << 24;

    /** A new order that was sent, or was about to be. */
    public record LostOrder(long orderId, long cause, int venueId, int strategyId, int instrumentId) {}

    /** @param lastInput the last that is whole, with all before it */
    static LostTail find(final Path journal, final long lastInput) throws IOException {
        final long[] count = new long[2];
        final long[] last = {lastInput};
        final List<LostOrder> orders = new ArrayList<>();
        readAll(journal, Stream.INPUT, frame -> {
            if (frame.sequence() > lastInput) {
                count[0]++;
                last[0] = Math.max(last[0], frame.sequence());
            }
        });
        readAll(journal, Stream.OUTPUT, frame -> {
            if (frame.cause() > lastInput) {
                count[1]++;
                last[0] = Math.max(last[0], frame.cause());
                if (frame.kind() == NewOrderDecoder.TEMPLATE_ID) {
                    orders.add(order(frame));
                }
            }
        });
        return new LostTail(
                lastInput,
                last[0],
                Math.max(last[0] + UNSEEN_INPUTS, lastUsed(journal)),
                count[0],
                count[1],
                List.copyOf(orders));
    }

    private static LostOrder order(final FrameFlyweight frame) {
        final NewOrderDecoder order = new NewOrderDecoder()
                .wrapAndApplyHeader(frame.buffer(), FrameFlyweight.HEADER_LENGTH, new MessageHeaderDecoder());
        return new LostOrder(order.orderId(), frame.cause(), order.venueId(), order.strategyId(), order.instrumentId());
    }

    /** Every record that is whole, whatever is damaged between them. */
    private static void readAll(final Path journal, final Stream stream, final Consumer<FrameFlyweight> each)
            throws IOException {
        final Path folder = journal.resolve(stream.folder());
        for (final long number : Segments.numbers(folder)) {
            try (SegmentReader reader = new SegmentReader(Segments.file(folder, number), stream, number, 0, 0)) {
                while (reader.next() == JournalReader.Result.RECORD || goesOn(reader)) {
                    each.accept(reader.frame());
                }
            }
        }
    }

    /** Behind zeros, too, which a reader takes for the end. */
    private static boolean goesOn(final SegmentReader reader) {
        if (reader.fault() == null) {
            reader.tornAfterEnd("looked behind");
        }
        return reader.resume();
    }

    void write(final Path journal) throws IOException {
        final byte[] text = (lastUsed + "\n").getBytes(StandardCharsets.US_ASCII);
        WholeFile.write(journal.resolve(FILE), out -> out.write(text));
    }

    /** As a cut wrote it; 0 when nothing was lost. */
    static long lastUsed(final Path journal) {
        final Path file = journal.resolve(FILE);
        if (!Files.exists(file)) {
            return 0;
        }
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (final IOException | NumberFormatException e) {
            throw new JournalException(
                    file + " cannot be read (" + DiskFailure.text(e)
                            + "): it holds the last sequence that may have been used; restore the folder from a copy",
                    e);
        }
    }
}
