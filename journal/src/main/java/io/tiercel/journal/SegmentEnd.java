package io.tiercel.journal;

/** How a segment ends: as the reader found it, or as the head of the one behind it says. */
record SegmentEnd(long lastSequence, long checksum) {
    /** Why the segment with this number, which says this of the one before it, does not follow on that. */
    String differs(final long number, final SegmentEnd found) {
        return "segment " + number + " says that the one before it ends with record " + lastSequence + ", checksum "
                + Long.toHexString(checksum) + "; it ends with " + found.lastSequence + ", checksum "
                + Long.toHexString(found.checksum);
    }
}
