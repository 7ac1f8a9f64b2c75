package io.tiercel.engine.replay;

import io.tiercel.codecs.control.DocumentBeginDecoder;
import io.tiercel.codecs.control.DocumentEndDecoder;
import io.tiercel.codecs.control.DocumentItemDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.journal.JournalException;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.agrona.DirectBuffer;

/** Puts the documents of a journal together again. */
final class DocumentReader {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final List<Document> documents = new ArrayList<>();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private String name = "";
    private String sha256 = "";
    private int documentId;

    /** In the order of the journal. */
    List<Document> documents() {
        return Collections.unmodifiableList(documents);
    }

    /** @throws JournalException when a document is not what the journal says it is */
    void onMessage(final int templateId, final DirectBuffer buffer, final int offset) {
        switch (templateId) {
            case DocumentBeginDecoder.TEMPLATE_ID ->
                begin(new DocumentBeginDecoder().wrapAndApplyHeader(buffer, offset, header));
            case DocumentItemDecoder.TEMPLATE_ID ->
                item(new DocumentItemDecoder().wrapAndApplyHeader(buffer, offset, header));
            case DocumentEndDecoder.TEMPLATE_ID ->
                end(new DocumentEndDecoder().wrapAndApplyHeader(buffer, offset, header));
            default -> {
                // Not about documents
            }
        }
    }

    private void begin(final DocumentBeginDecoder begin) {
        documentId = begin.documentId();
        final byte[] hash = new byte[DocumentBeginDecoder.sha256Length()];
        for (int i = 0; i < hash.length; i++) {
            hash[i] = (byte) begin.sha256(i);
        }
        sha256 = HexFormat.of().formatHex(hash);
        name = begin.name();
        content.reset();
    }

    private void item(final DocumentItemDecoder item) {
        if (item.documentId() != documentId || item.position() != content.size()) {
            throw new JournalException("the journal's document " + item.documentId() + " has a piece for position "
                    + item.position() + " after " + content.size() + " bytes of document " + documentId
                    + "; run journal verify");
        }
        final byte[] piece = new byte[item.bytesLength()];
        item.getBytes(piece, 0, piece.length);
        content.writeBytes(piece);
    }

    private void end(final DocumentEndDecoder end) {
        final byte[] bytes = content.toByteArray();
        final String found = HexFormat.of().formatHex(hash(bytes));
        if (end.documentId() != documentId || !found.equals(sha256)) {
            throw new JournalException("the journal's document " + name + " has the SHA-256 " + found
                    + ", but was written as " + sha256 + "; it is not the one that ran, so nothing is run: use another"
                    + " copy of the journal");
        }
        documents.add(new Document(name, bytes));
    }

    private static byte[] hash(final byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
