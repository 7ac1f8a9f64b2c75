package io.tiercel.engine.strategy;

import io.tiercel.codecs.types.RiskReason;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.VenueReason;

/** A view of what happened to an order; valid only during the call it is handed to. */
public interface Execution {
    /** What happened. */
    enum Kind {
        ACCEPTED(false),
        /** By the engine's own risk control, before it left. For a refused replace the order stands. */
        REFUSED(true),
        /** By the venue. */
        REJECTED(true),
        FILLED(false),
        CANCELLED(true),
        EXPIRED(true),
        REPLACED(false),
        /** A cancel or a replace was refused; the order stands as it was. */
        CANCEL_REJECTED(false),
        /** It did not leave the engine. */
        NOT_SENT(true),
        /** The venue has not answered in time; it is being asked. */
        IN_DOUBT(false),
        /** The venue does not know the order. */
        UNKNOWN(true);

        private final boolean ending;

        Kind(final boolean ending) {
            this.ending = ending;
        }

        /** The order is over by this alone; a fill ends it when nothing is left. */
        public boolean ending() {
            return ending;
        }
    }

    Kind kind();

    long orderId();

    /** The parent this order is a slice of, or 0. */
    long parentOrderId();

    int instrumentId();

    Side side();

    /** The order's limit price. */
    long priceNanos();

    /** Of this fill; 0 otherwise. */
    long lastQuantity();

    /** Of this fill; 0 otherwise. */
    long lastPriceNanos();

    /** Executed so far. */
    long cumulativeQuantity();

    /** What can still execute; 0 when the order is over. */
    long leavesQuantity();

    /** Whether the order is over. */
    boolean closed();

    /** Why risk control refused, else NONE. */
    RiskReason riskReason();

    /** The value that broke {@link #limitValue()}, when refused. */
    long value();

    long limitValue();

    /** Why the venue refused or cancelled, else NONE. */
    VenueReason venueReason();
}
