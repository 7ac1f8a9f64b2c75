package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;

/** Sends seeded orders, cancels, replaces and questions around a price; allocates nothing but for rare questions. */
final class RandomTrader {
    private static final TimeInForce[] TERMS = {TimeInForce.DAY, TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK};

    private final Randomness random;
    private final Requests requests = new Requests();
    private final SimInstrument[] instruments;
    private long lastToken;

    RandomTrader(final long seed, final SimInstrument... instruments) {
        random = new Randomness(seed);
        this.instruments = instruments;
    }

    void act(final SimVenue venue, final long timeNs) {
        final SimInstrument instrument = instruments[(int) random.nextBelow(instruments.length)];
        requests.instrumentId = instrument.id();
        requests.strategyId = 1 + (int) random.nextBelow(3);
        final Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        final long price = instrument.startPriceNanos() + (random.nextBelow(41) - 20) * instrument.tickNanos();
        final long quantity = (1 + random.nextBelow(30)) * instrument.lotQuantity();
        final long recent = Math.max(1, lastToken - random.nextBelow(40));
        switch ((int) random.nextBelow(8)) {
            case 0, 1, 2 -> {
                requests.postOnly = random.nextBelow(4) == 0;
                requests.limit(++lastToken, side, price, quantity);
                requests.postOnly = false;
            }
            case 3 ->
                requests.order(++lastToken, side, OrderType.LIMIT, TERMS[(int) random.nextBelow(4)], price, quantity);
            case 4 -> requests.order(++lastToken, side, OrderType.MARKET, TimeInForce.IOC, 0, quantity);
            case 5 -> requests.replace(recent, ++lastToken, price, quantity);
            default -> requests.cancel(recent);
        }
        requests.send(venue, timeNs);
    }
}
