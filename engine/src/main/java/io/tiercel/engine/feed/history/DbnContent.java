package io.tiercel.engine.feed.history;

import io.tiercel.codecs.dbn.DbnFlyweight;
import io.tiercel.codecs.dbn.DbnLayouts;
import io.tiercel.codecs.dbn.DbnMetadata;
import io.tiercel.engine.feed.capture.FileBytes;

/** A file of Databento Binary Encoding: metadata, then records, each with its length first. */
final class DbnContent implements ContentReader {
    private final FileBytes bytes;
    private final Origin origin;
    private final Channel channel;
    private final ContentListener listener;
    private final DbnFlyweight flyweight = new DbnFlyweight();
    private long record;

    /** The metadata was read. */
    DbnContent(final FileBytes bytes, final Origin origin, final Channel channel, final ContentListener listener) {
        this.bytes = bytes;
        this.origin = origin;
        this.channel = channel;
        this.listener = listener;
    }

    static boolean recognises(final FileBytes bytes) {
        return bytes.has(Integer.BYTES) && DbnMetadata.isDbn(bytes.buffer(), bytes.position());
    }

    /** @throws IllegalArgumentException when it cannot be read; the message says why */
    static DbnMetadata metadata(final FileBytes bytes) {
        final int prelude = DbnMetadata.PRELUDE_LENGTH;
        final int version = DbnMetadata.version(bytes.buffer(), bytes.position());
        if (version < 1 || version > DbnLayouts.VERSIONS) {
            throw new IllegalArgumentException(
                    "it is of DBN version " + version + "; 1 to " + DbnLayouts.VERSIONS + " can be read");
        }
        final boolean begun = bytes.has(prelude);
        final long length = begun ? DbnMetadata.length(bytes.buffer(), bytes.position()) : 0;
        if (length > DbnMetadata.MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "its metadata has " + length + " bytes; at most " + DbnMetadata.MAX_LENGTH + " can be read");
        }
        if (!bytes.has(prelude + (int) length)) {
            throw new IllegalArgumentException(
                    bytes.damage() != null
                            ? bytes.damage()
                            : "it ends within its metadata: " + bytes.available() + " of " + (prelude + length)
                                    + " bytes are there; is it whole?");
        }
        final DbnMetadata metadata =
                DbnMetadata.read(version, bytes.buffer(), bytes.position() + prelude, (int) length);
        bytes.skip(prelude + length);
        return metadata;
    }

    @Override
    public boolean step() {
        record++;
        origin.at(record, bytes.offset(), 0, channel);
        if (!bytes.has(1)) {
            if (bytes.damage() != null) {
                listener.onDamage(origin, bytes.damage());
            }
            return false;
        }
        final int length = flyweight.wrap(bytes.buffer(), bytes.position()).length();
        if (length < DbnFlyweight.HEADER_LENGTH) {
            listener.onDamage(
                    origin,
                    "a record of " + length + " bytes; it has at least " + DbnFlyweight.HEADER_LENGTH
                            + ", so where the next one begins is not known");
            return false;
        }
        if (!bytes.has(length)) {
            listener.onDamage(
                    origin,
                    bytes.damage() != null
                            ? bytes.damage()
                            : "the file ends within a record: " + bytes.available() + " of " + length
                                    + " bytes are there");
            return false;
        }
        listener.onMessage(origin, bytes.buffer(), bytes.position(), length);
        bytes.skip(length);
        return true;
    }
}
