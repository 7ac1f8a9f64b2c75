package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.venue.sim.NativeFeed;
import java.io.IOException;
import java.io.PrintStream;

/** The built-in market's feed in an exchange's form, with its sockets, as the configuration describes it. */
final class MarketFeed {
    private MarketFeed() {}

    /**
     * {@link NativeFeed#NONE} where it sends none.
     *
     * @throws EnvironmentException when an address cannot be used
     */
    static NativeFeed open(final Venue venue, final ReferenceData reference, final PrintStream err) {
        final boolean itch = venue.lines().itch() != null;
        if (!itch && venue.lines().mdp3() == null) {
            return NativeFeed.NONE;
        }
        try {
            return itch ? MarketItchFeed.open(venue, reference, err) : MarketMdp3Feed.open(venue, reference, err);
        } catch (final IOException failed) {
            throw new EnvironmentException(
                    "market " + venue.name() + " cannot send its market data as " + (itch ? "ITCH" : "MDP 3.0") + ": "
                            + Causes.message(failed),
                    failed);
        }
    }
}
