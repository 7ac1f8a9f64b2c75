package io.tiercel.journal;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Where the segments of a stream are: the first in the stream's folder itself, each later one in a folder of its own
 * below that. A segment without a first record has not begun: the writer makes it ahead.
 */
final class Segments {
    private static final String PREFIX = "segment-";

    private Segments() {}

    static Path folder(final Path stream, final long number) {
        return number == SegmentHead.FIRST
                ? stream
                : stream.resolve(String.format(Locale.ROOT, "%s%08d", PREFIX, number));
    }

    /** Of the segment's data file; null when there is none. */
    static Path file(final Path stream, final long number) {
        return Queues.file(folder(stream, number));
    }

    /** Those that are there, begun or not, in their order. */
    static long[] numbers(final Path stream) {
        final String[] names = stream.toFile().list();
        if (names == null) {
            return new long[0];
        }
        return Arrays.stream(names)
                .mapToLong(name -> number(stream, name))
                .filter(number -> number > 0 && file(stream, number) != null)
                .distinct()
                .sorted()
                .toArray();
    }

    /** The least number above this one that is there; 0 when none is. */
    static long after(final Path stream, final long number) {
        for (final long found : numbers(stream)) {
            if (found > number) {
                return found;
            }
        }
        return 0;
    }

    private static long number(final Path stream, final String name) {
        if (Queues.isDataFile(name)) {
            return SegmentHead.FIRST;
        }
        if (!name.matches(PREFIX + "[0-9]{8,18}")) {
            return 0;
        }
        final long number = Long.parseLong(name.substring(PREFIX.length()));
        return folder(stream, number).endsWith(name) && number > SegmentHead.FIRST ? number : 0;
    }
}
