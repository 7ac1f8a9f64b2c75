package io.tiercel.engine.boot.configuration;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The keys of one venue by which the built-in market sends its market data in an exchange's form, and their checks. */
final class MarketFeedKeys {
    private static final int MAX_LINES = 8;

    private final Function<String[], String> text;
    private final Function<String[], Long> number;
    private final VenueLines.Report report;
    private final String venue;
    private final String form;

    /** @param form as it stands in the keys: itch or mdp3 */
    MarketFeedKeys(
            final Function<String[], String> text,
            final Function<String[], Long> number,
            final VenueLines.Report report,
            final String venue,
            final String form) {
        this.text = text;
        this.number = number;
        this.report = report;
        this.venue = venue;
        this.form = form;
    }

    /**
     * @param first of those without which the others are of no use
     * @param keys  of addresses; several where the name ends with lines
     */
    void checkAddresses(final String first, final String... keys) {
        final boolean dataOnly =
                text.apply(new String[] {"venues", venue, "type"}).equals("dataOnly");
        for (final String key : keys) {
            final String value = text(key);
            if (!value.isEmpty()) {
                checkAddresses(key, value);
                refuse(
                        key,
                        dataOnly ? "is for venues of the built-in market, and this one is dataOnly; leave it out" : "");
                refuse(
                        key,
                        text(first).isEmpty()
                                ? "is of no use without " + name(first) + "; add them, or leave it out"
                                : "");
            }
        }
    }

    private void checkAddresses(final String key, final String value) {
        refuse(key, FeedAddress.problem(value));
        final List<FeedAddress> addresses = FeedAddress.parse(value);
        refuse(
                key,
                addresses.stream().anyMatch(FeedAddress::isGroup)
                        ? "names a group; write HOST:PORT of one who listens"
                        : "");
        final int most = key.toLowerCase(Locale.ROOT).endsWith("lines") ? MAX_LINES : 1;
        refuse(key, addresses.size() > most ? "has " + addresses.size() + " addresses; leave at most " + most : "");
        refuse(
                key,
                addresses.stream().distinct().count() < addresses.size() ? "names an address twice; leave one" : "");
    }

    void refuse(final String key, final String problem) {
        if (!problem.isEmpty()) {
            report.problem(problem, path(key));
        }
    }

    /** Null without one. */
    FeedAddress one(final String key) {
        final List<FeedAddress> addresses = all(key);
        return addresses.isEmpty() ? null : addresses.get(0);
    }

    List<FeedAddress> all(final String key) {
        return FeedAddress.parse(text(key));
    }

    String text(final String key) {
        return text.apply(path(key));
    }

    long number(final String key) {
        return number.apply(path(key));
    }

    /** As the user writes it. */
    String name(final String key) {
        return String.join(".", path(key));
    }

    private String[] path(final String key) {
        return new String[] {"venues", venue, form, key};
    }
}
