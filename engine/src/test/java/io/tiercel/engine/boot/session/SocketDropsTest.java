package io.tiercel.engine.boot.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SocketDropsTest {
    /** As Linux writes it; 40311 is 9D77. */
    private static final List<String> TABLE = List.of(
            "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer"
                    + " drops",
            "  101: 0100007F:9D77 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 11 2 0000 17",
            "  102: 00000000:9D78 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 12 2 0000 5",
            "  103: 0200007F:9D77 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 13 2 0000 3");

    @Test
    void shouldAddUpWhatWasDroppedAtAPort() {
        assertEquals(20, SocketDrops.of(TABLE, 40_311));
        assertEquals(5, SocketDrops.of(TABLE, 40_312));
        assertEquals(0, SocketDrops.of(TABLE, 1));
        assertEquals(0, SocketDrops.of(List.of(""), 1));
    }

    @Test
    void shouldReadTheHostsOwnTableWhereThereIsOne() {
        assertTrue(SocketDrops.of(40_311) >= -1);
    }
}
