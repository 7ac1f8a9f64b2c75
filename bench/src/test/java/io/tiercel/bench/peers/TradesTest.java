package io.tiercel.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class TradesTest {
    @Test
    void shouldTellOtherMakersPricesQuantitiesAndOrdersApart() {
        final long chain = chain(1, 2, 3, 4, 5, 6);

        assertEquals(chain, chain(1, 2, 3, 4, 5, 6));
        assertNotEquals(chain, chain(7, 2, 3, 4, 5, 6));
        assertNotEquals(chain, chain(1, 7, 3, 4, 5, 6));
        assertNotEquals(chain, chain(1, 2, 7, 4, 5, 6));
        assertNotEquals(chain, chain(4, 5, 6, 1, 2, 3));
    }

    private static long chain(
            final long maker,
            final long price,
            final long quantity,
            final long nextMaker,
            final long nextPrice,
            final long nextQuantity) {
        final Trades trades = new Trades();
        trades.onTrade(maker, price, quantity);
        trades.onTrade(nextMaker, nextPrice, nextQuantity);
        assertEquals(2, trades.count());
        return trades.chain();
    }
}
