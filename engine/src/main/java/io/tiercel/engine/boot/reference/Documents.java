package io.tiercel.engine.boot.reference;

import io.tiercel.codecs.Digest;
import io.tiercel.codecs.control.DocumentBeginEncoder;
import io.tiercel.codecs.control.DocumentEndEncoder;
import io.tiercel.codecs.control.DocumentItemEncoder;
import io.tiercel.engine.boot.strategies.StrategyJar;
import io.tiercel.engine.core.Restart;
import io.tiercel.engine.replay.Recovered;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The SBE schemas and the strategies' jars as documents: a journal explains its own bytes, and has its own code. */
final class Documents {
    /** As they lie in the codecs' jar; the first one is included by the others. */
    static final List<String> SCHEMAS =
            List.of("sbe/types.xml", "sbe/market-data.xml", "sbe/orders.xml", "sbe/control.xml", "sbe/journal.xml");

    /** The most that a message's variable data holds. */
    static final int ITEM_BYTES = 480;

    /** Beyond those that are counted. */
    private static final int STATE_ID = 1 << 16;

    private final InputSink sink;
    private final InputBuffer message = new InputBuffer();

    Documents(final InputSink sink) {
        this.sink = sink;
    }

    /** Ids count from 1: the schemas in the order of their names, then the jars. */
    void send(final List<StrategyJar> jars) {
        int id = 0;
        for (final String schema : SCHEMAS) {
            send(++id, schema, bytes(schema));
        }
        for (final StrategyJar jar : jars) {
            send(++id, StrategyJar.DOCUMENTS + jar.name(), jar.bytes());
        }
    }

    /** The core takes it over with its last piece, so what it was defined by comes before. */
    void sendState(final Recovered recovered) {
        send(
                STATE_ID,
                Restart.DOCUMENT + recovered.sequence() + "/" + Digest.format(recovered.digest()),
                recovered.state());
    }

    private void send(final int documentId, final String name, final byte[] bytes) {
        final DocumentBeginEncoder begin = new DocumentBeginEncoder()
                .wrapAndApplyHeader(message.clear(), 0, message.header())
                .documentId(documentId)
                .length(bytes.length);
        final byte[] hash = EngineCode.sha256(bytes);
        for (int i = 0; i < hash.length; i++) {
            begin.sha256(i, (short) (hash[i] & 0xFF));
        }
        begin.name(name);
        sink.accept(message.buffer(), 0, message.length(begin.encodedLength()));
        for (int position = 0; position < bytes.length; position += ITEM_BYTES) {
            final int length = Math.min(ITEM_BYTES, bytes.length - position);
            final DocumentItemEncoder item = new DocumentItemEncoder()
                    .wrapAndApplyHeader(message.clear(), 0, message.header())
                    .documentId(documentId)
                    .position(position)
                    .putBytes(bytes, position, length);
            sink.accept(message.buffer(), 0, message.length(item.encodedLength()));
        }
        sink.accept(
                message.buffer(),
                0,
                message.length(new DocumentEndEncoder()
                        .wrapAndApplyHeader(message.clear(), 0, message.header())
                        .documentId(documentId)
                        .encodedLength()));
    }

    private static byte[] bytes(final String name) {
        try (InputStream stream = Digest.class.getResourceAsStream("/" + name)) {
            if (stream == null) {
                throw new FileNotFoundException(name + " is missing from the codecs' jar; build it again");
            }
            return stream.readAllBytes();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
