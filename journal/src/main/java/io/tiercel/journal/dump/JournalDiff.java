package io.tiercel.journal.dump;

import io.tiercel.journal.JournalFault;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Compares two journals, record by record of the same stream and sequence. Their ids and times of birth are not
 * compared, and neither is telemetry, which is never the same twice.
 */
public final class JournalDiff {
    private final Path left;
    private final Path right;
    private final MessageFields messages = new MessageFields();
    private final SortedMap<String, Counts> kinds = new TreeMap<>();
    private Difference first;
    private JournalFault fault;

    public JournalDiff(final Path left, final Path right) {
        this.left = left;
        this.right = right;
    }

    /**
     * The first difference: of the inputs, or of the outputs where the inputs are the same.
     *
     * @param field {@code record} where one of the two journals has none
     * @param left  its value as text; null when there is none
     */
    public record Difference(Stream stream, long sequence, String kind, String field, String left, String right) {}

    /**
     * Of one kind of message.
     *
     * @param same      in both journals
     * @param different in both, not the same; counted by the kind in the left one
     */
    public record Counts(long same, long different, long onlyLeft, long onlyRight) {
        private static final Counts NONE = new Counts(0, 0, 0, 0);

        private Counts plus(final long sames, final long differents, final long onlyLefts, final long onlyRights) {
            return new Counts(same + sames, different + differents, onlyLeft + onlyLefts, onlyRight + onlyRights);
        }
    }

    /**
     * What was found.
     *
     * @param first null when the journals are the same
     * @param kinds by name
     * @param fault where one of them could not be read on; null when both were read to their ends
     */
    public record Result(Difference first, SortedMap<String, Counts> kinds, JournalFault fault) {}

    /** @throws io.tiercel.journal.JournalException when there is no journal in one of the folders */
    public Result compare() {
        for (final Stream stream : Stream.required()) {
            try (JournalReader ofLeft = Journals.read(left, stream);
                    JournalReader ofRight = Journals.read(right, stream)) {
                compare(stream, ofLeft, ofRight);
                note(ofLeft.fault());
                note(ofRight.fault());
            }
        }
        return new Result(first, kinds, fault);
    }

    private void note(final JournalFault found) {
        if (fault == null) {
            fault = found;
        }
    }

    private void compare(final Stream stream, final JournalReader ofLeft, final JournalReader ofRight) {
        boolean hasLeft = ofLeft.next() == JournalReader.Result.RECORD;
        boolean hasRight = ofRight.next() == JournalReader.Result.RECORD;
        while (hasLeft || hasRight) {
            final boolean takeLeft = hasLeft && (!hasRight || ofLeft.sequence() <= ofRight.sequence());
            final boolean takeRight = hasRight && (!hasLeft || ofRight.sequence() <= ofLeft.sequence());
            if (takeLeft && takeRight) {
                compareRecords(stream, ofLeft, ofRight);
            } else {
                only(stream, takeLeft ? ofLeft : ofRight, takeLeft);
            }
            hasLeft = takeLeft ? ofLeft.next() == JournalReader.Result.RECORD : hasLeft;
            hasRight = takeRight ? ofRight.next() == JournalReader.Result.RECORD : hasRight;
        }
    }

    private void only(final Stream stream, final JournalReader record, final boolean isLeft) {
        final String kind = kind(record);
        count(kind, 0, 0, isLeft ? 1 : 0, isLeft ? 0 : 1);
        if (first == null) {
            first = new Difference(
                    stream, record.sequence(), kind, "record", isLeft ? "there" : null, isLeft ? null : "there");
        }
    }

    private void compareRecords(final Stream stream, final JournalReader ofLeft, final JournalReader ofRight) {
        final String kind = kind(ofLeft);
        if (same(ofLeft, ofRight)) {
            count(kind, 1, 0, 0, 0);
            return;
        }
        count(kind, 0, 1, 0, 0);
        if (first == null) {
            first = difference(stream, kind, ofLeft, ofRight);
        }
    }

    private static boolean same(final JournalReader a, final JournalReader b) {
        if (a.length() != b.length()
                || a.timeNs() != b.timeNs()
                || a.kind() != b.kind()
                || a.cause() != b.cause()
                || a.ordinal() != b.ordinal()) {
            return false;
        }
        for (int i = 0; i < a.length(); i++) {
            if (a.buffer().getByte(a.offset() + i) != b.buffer().getByte(b.offset() + i)) {
                return false;
            }
        }
        return true;
    }

    private Difference difference(
            final Stream stream, final String kind, final JournalReader ofLeft, final JournalReader ofRight) {
        final Map<String, String> a = values(ofLeft);
        final Map<String, String> b = values(ofRight);
        final List<String> names = new ArrayList<>(a.keySet());
        names.addAll(b.keySet());
        for (final String name : names) {
            if (!Objects.equals(a.get(name), b.get(name))) {
                return new Difference(stream, ofLeft.sequence(), kind, name, a.get(name), b.get(name));
            }
        }
        return new Difference(stream, ofLeft.sequence(), kind, "bytes", bytes(ofLeft), bytes(ofRight));
    }

    /** The kind first: where it differs, all fields do. */
    private Map<String, String> values(final JournalReader record) {
        final Map<String, String> values = new LinkedHashMap<>();
        values.put("kind", kind(record));
        values.put("timeNs", Long.toString(record.timeNs()));
        values.put("cause", Long.toString(record.cause()));
        values.put("ordinal", Integer.toString(record.ordinal()));
        if (messages.isKnown(record)) {
            values.putAll(messages.fields(record.buffer(), record.offset()));
        }
        return values;
    }

    private String kind(final JournalReader record) {
        return messages.isKnown(record) ? messages.name(record.buffer(), record.offset()) : "unknown-" + record.kind();
    }

    private static String bytes(final JournalReader record) {
        return FieldDecoder.hex(record.buffer(), record.offset(), record.length());
    }

    private void count(
            final String kind, final long same, final long different, final long onlyLeft, final long onlyRight) {
        kinds.put(kind, kinds.getOrDefault(kind, Counts.NONE).plus(same, different, onlyLeft, onlyRight));
    }
}
