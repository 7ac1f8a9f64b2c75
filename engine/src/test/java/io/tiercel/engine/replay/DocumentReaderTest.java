package io.tiercel.engine.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.control.DocumentBeginEncoder;
import io.tiercel.codecs.control.DocumentEndEncoder;
import io.tiercel.codecs.control.DocumentItemEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.journal.JournalException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class DocumentReaderTest {
    private static final byte[] JAR = "the bytes of a jar".getBytes(StandardCharsets.UTF_8);

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final DocumentReader reader = new DocumentReader();

    @Test
    void shouldPutPiecesTogether() {
        begin(JAR);
        item(0, 0, 10);
        item(10, 10, JAR.length - 10);
        end();

        assertEquals("strategies/x.jar", reader.documents().get(0).name());
        assertArrayEquals(JAR, reader.documents().get(0).bytes());
    }

    @Test
    void shouldReportAJarWhoseHashDoesNotFit() {
        begin("another jar".getBytes(StandardCharsets.UTF_8));
        item(0, 0, JAR.length);

        final String message = assertThrows(JournalException.class, this::end).getMessage();

        assertTrue(message.startsWith("the journal's document strategies/x.jar has the SHA-256 "), message);
    }

    @Test
    void shouldReportAMissingPiece() {
        begin(JAR);

        assertThrows(JournalException.class, () -> item(10, 10, 2));
    }

    private void begin(final byte[] hashed) {
        final DocumentBeginEncoder begin = new DocumentBeginEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .documentId(6)
                .length(JAR.length);
        try {
            final byte[] hash = MessageDigest.getInstance("SHA-256").digest(hashed);
            for (int i = 0; i < hash.length; i++) {
                begin.sha256(i, (short) (hash[i] & 0xFF));
            }
        } catch (final NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
        begin.name("strategies/x.jar");
        reader.onMessage(DocumentBeginEncoder.TEMPLATE_ID, buffer, 0);
    }

    private void item(final int position, final int from, final int length) {
        new DocumentItemEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .documentId(6)
                .position(position)
                .putBytes(JAR, from, length);
        reader.onMessage(DocumentItemEncoder.TEMPLATE_ID, buffer, 0);
    }

    private void end() {
        new DocumentEndEncoder().wrapAndApplyHeader(buffer, 0, header).documentId(6);
        reader.onMessage(DocumentEndEncoder.TEMPLATE_ID, buffer, 0);
    }
}
