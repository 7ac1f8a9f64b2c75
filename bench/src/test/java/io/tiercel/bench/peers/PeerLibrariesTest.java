package io.tiercel.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerLibrariesTest {
    @TempDir
    Path empty;

    @Test
    void shouldKeepPeersAndEngineApart() throws ClassNotFoundException {
        final ClassLoader own = PeerLibrariesTest.class.getClassLoader();
        final ClassLoader isolated = PeerLibraries.load().getClass().getClassLoader();

        assertNotSame(own, isolated);
        assertEquals(
                isolated,
                isolated.loadClass("com.paritytrading.parity.book.Market").getClassLoader());
        assertEquals(Peer.class, isolated.loadClass(Peer.class.getName()));
        final String ofBoth = "net.openhft.chronicle.bytes.WriteBytesMarshallable";
        assertNotSame(own.loadClass(ofBoth), isolated.loadClass(ofBoth));
        assertThrows(ClassNotFoundException.class, () -> own.loadClass("com.paritytrading.parity.book.Market"));
        assertThrows(ClassNotFoundException.class, () -> isolated.loadClass("org.agrona.BitUtil"));
        assertThrows(ClassNotFoundException.class, () -> isolated.loadClass("io.tiercel.engine.book.Books"));
    }

    @Test
    void shouldSayWhereJarsAreMissingAndWhatMakesThem() {
        final IllegalStateException failure =
                assertThrows(IllegalStateException.class, () -> PeerLibraries.load(empty, empty.resolve("lib")));

        assertTrue(failure.getMessage().contains(empty.resolve("lib").toString()), failure::getMessage);
        assertTrue(failure.getMessage().contains("scripts/bench"), failure::getMessage);
    }
}
