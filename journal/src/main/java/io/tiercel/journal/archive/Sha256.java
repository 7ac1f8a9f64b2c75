package io.tiercel.journal.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hands bytes on, and knows their count and SHA-256. It does not close what it hands them to. */
final class Sha256 extends OutputStream {
    private final OutputStream out;
    private final MessageDigest digest = digest();
    private long bytes;

    Sha256(final OutputStream out) {
        this.out = out;
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException inEveryJdk) {
            throw new IllegalStateException(inEveryJdk);
        }
    }

    @Override
    public void write(final int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(final byte[] source, final int offset, final int length) throws IOException {
        out.write(source, offset, length);
        digest.update(source, offset, length);
        bytes += length;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    long bytes() {
        return bytes;
    }

    /** Once, at its end. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
