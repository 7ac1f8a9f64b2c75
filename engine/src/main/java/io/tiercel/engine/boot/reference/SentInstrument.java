package io.tiercel.engine.boot.reference;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;

/** A line of an instrument that the built-in market sends in an exchange's form, with what there is room for. */
record SentInstrument(CsvRow row, InstrumentRow instrument, String who) {
    static final String OTHERWISE = ", or leave that key out";

    /**
     * @param key  by which it is sent, of those of the venue
     * @param form as what it is sent
     */
    static SentInstrument of(
            final CsvRow row, final InstrumentRow instrument, final Venue venue, final String key, final String form) {
        return new SentInstrument(
                row, instrument, ", since venues." + venue.name() + "." + key + " sends it as " + form + "; ");
    }

    void checkSymbol(final int most) {
        final int length = instrument.venueSymbol().length();
        if (length > most) {
            row.refuse(
                    "venueSymbol",
                    "has " + length + " characters, and at most " + most + " have room" + who + "shorten it"
                            + OTHERWISE);
        }
    }

    /** @param units what is counted, such as shares */
    void checkLot(final String units, final long most) {
        final long unit = Math.round(StrictMath.pow(10, instrument.quantityScale()));
        final long lot = instrument.lotQuantity();
        if (lot % unit != 0 || lot / unit > most) {
            row.refuse("lot", "is no whole number of " + units + " from 1 to " + most + who + "write one" + OTHERWISE);
        }
    }
}
