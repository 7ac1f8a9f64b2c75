package io.tiercel.engine.boot;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which day a file is of. */
final class FeedDayOptions {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @Option(
            names = "--zone",
            paramLabel = "NAME",
            description = "The exchange's time zone; America/New_York if not said.")
    private String zone;

    @Option(
            names = "--date",
            paramLabel = "DATE",
            description = "The day of a file whose messages have a time of day alone, as 2019-12-30.")
    private String date;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    ZoneId zone() {
        final ZoneId said = zoneIfSaid();
        return said == null ? NEW_YORK : said;
    }

    /** Null when it was not said. */
    ZoneId zoneIfSaid() {
        try {
            return zone == null ? null : ZoneId.of(zone);
        } catch (final DateTimeException unknown) {
            throw bad("--zone " + zone + " is no time zone; write one such as America/Chicago or UTC");
        }
    }

    /** Its midnight, UTC ns; 0 when it was not said. */
    long dayNs() {
        final ZoneId at = zone();
        if (date == null) {
            return 0;
        }
        try {
            return LocalDate.parse(date).atStartOfDay(at).toEpochSecond() * SECOND_NS;
        } catch (final DateTimeException unreadable) {
            throw bad("--date " + date + " is no day; write it as 2019-12-30");
        }
    }

    /**
     * Refuses a zone in which nothing is.
     *
     * @param uses what else than {@code --date} it would be for
     * @param used whether that was said
     */
    void refuseIdleZone(final String uses, final boolean used) {
        final String known = zone().getId();
        if (zone != null && date == null && !used) {
            throw bad("--zone " + known + " would have no effect: it is that of " + uses
                    + "--date; add what it is for, or leave it out");
        }
    }

    /** Where no messages are decoded. */
    void refuse(final String reason) {
        if (zone != null) {
            throw bad("--zone " + zone + " " + reason);
        }
        if (date != null) {
            throw bad("--date " + date + " " + reason);
        }
    }

    private ParameterException bad(final String text) {
        return new ParameterException(spec.commandLine(), text);
    }
}
