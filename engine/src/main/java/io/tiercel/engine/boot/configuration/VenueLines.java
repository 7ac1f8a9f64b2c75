package io.tiercel.engine.boot.configuration;

import java.util.Arrays;
import java.util.function.Function;

/** The channels of a venue, checked: what Aeron would refuse later, or the engine sets itself, is a problem here. */
final class VenueLines {
    private static final String IPC = "aeron:ipc";
    private static final String UDP = "aeron:udp?";

    private VenueLines() {}

    /** Takes what is wrong, and the path of the key. */
    interface Report {
        void problem(String problem, String... path);
    }

    static Lines read(
            final Function<String[], String> text,
            final Function<String[], Long> number,
            final Report report,
            final String venue) {
        for (final String key : new String[] {"feedChannel", "executionChannel", "orderChannel"}) {
            final String problem = problem(text.apply(path(venue, key)));
            if (!problem.isEmpty()) {
                report.problem(problem, path(venue, key));
            }
        }
        final String type = text.apply(path(venue, "type"));
        if (!type.equals("external") && !text.apply(path(venue, "log")).isEmpty()) {
            report.problem(
                    "is for venues of type external, and this one is " + type + "; leave it out", path(venue, "log"));
        }
        final MarketFeedKeys itch = new MarketFeedKeys(text, number, report, venue, "itch");
        return new Lines(
                text.apply(path(venue, "feedChannel")),
                text.apply(path(venue, "executionChannel")),
                text.apply(path(venue, "orderChannel")),
                number.apply(path(venue, "connectTimeout")),
                number.apply(path(venue, "silentAfter")),
                text.apply(path(venue, "log")),
                MarketItchKeys.read(itch),
                MarketMdp3Keys.read(new MarketFeedKeys(text, number, report, venue, "mdp3"), itch));
    }

    /** What is wrong with a channel, and what to do; empty when nothing is. */
    static String problem(final String channel) {
        final boolean ipc = channel.equals(IPC) || channel.startsWith(IPC + "?");
        if (!ipc && !channel.startsWith(UDP)) {
            return "is no channel; write aeron:ipc, or aeron:udp?endpoint=HOST:PORT";
        }
        final int begin = channel.indexOf('?');
        final String[] parameters =
                begin < 0 ? new String[0] : channel.substring(begin + 1).split("\\|", -1);
        if (Arrays.stream(parameters).anyMatch(parameter -> !parameter.matches("[a-z-]+=[^=]+"))) {
            return "has parameters that are not NAME=VALUE, separated by |; correct it";
        }
        if (!ipc && Arrays.stream(parameters).noneMatch(VenueLines::namesPort)) {
            return "names no endpoint; write aeron:udp?endpoint=HOST:PORT";
        }
        if (Arrays.stream(parameters).anyMatch(parameter -> parameter.startsWith("session-id="))) {
            return "sets session-id, which says who sends orders; leave it out";
        }
        return "";
    }

    private static boolean namesPort(final String parameter) {
        return parameter.matches("endpoint=.+:[1-9][0-9]{0,4}")
                && Integer.parseInt(parameter.substring(parameter.lastIndexOf(':') + 1)) <= 65_535;
    }

    private static String[] path(final String venue, final String key) {
        return new String[] {"venues", venue, key};
    }
}
