package io.tiercel.engine.feed.capture;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class Xxh64Test {
    private final Xxh64 hash = new Xxh64();

    @Test
    void shouldHashAsPublished() {
        assertEquals(0xEF46DB3751D8E999L, of(""));
        assertEquals(0xD24EC4F1A98C6E5BL, of("a"));
        assertEquals(0x44BC2CF5AD770999L, of("abc"));
        assertEquals(0xFBCEA83C8A378BF1L, of("Nobody inspects the spammish repetition"));
    }

    @Test
    void shouldNotDependOnThePiecesThatBytesComeIn() {
        final byte[] bytes = new byte[1_000];
        new Random(1).nextBytes(bytes);
        hash.update(bytes, 0, bytes.length);
        final long whole = hash.value();

        for (int piece = 1; piece < 100; piece++) {
            hash.reset();
            for (int at = 0; at < bytes.length; at += piece) {
                hash.update(bytes, at, Math.min(piece, bytes.length - at));
            }
            assertEquals(whole, hash.value(), "in pieces of " + piece);
        }
    }

    private long of(final String text) {
        hash.reset();
        hash.update(text.getBytes(US_ASCII), 0, text.length());
        return hash.value();
    }
}
