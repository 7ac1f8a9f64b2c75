package io.tiercel.engine.boot.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where datagrams of one line come, or where a server listens.
 *
 * @param host             of this host, or a group that is joined
 * @param networkInterface by which a group is joined; empty for a line that is none
 * @param source           the only sender of the group that is heard; empty for any
 */
public record FeedAddress(String host, int port, String networkInterface, String source) {
    private static final int MAX_PORT = 65_535;
    private static final Pattern TEXT =
            Pattern.compile("([^|,\\s]+):([1-9][0-9]{0,4})(?:\\|interface=([^|,\\s]+))?(?:\\|source=([^|,\\s]+))?");
    private static final Pattern GROUP = Pattern.compile("(22[4-9]|23[0-9])\\.[0-9.]+|\\[?[fF]{2}[0-9a-fA-F:]+]?");

    /** What is wrong with a list of addresses with commas between them; empty when nothing is. */
    static String problem(final String text) {
        for (final String each : text.split(",", -1)) {
            final Matcher matcher = TEXT.matcher(each.trim());
            if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > MAX_PORT) {
                return "is no address; write HOST:PORT, the port from 1 to " + MAX_PORT;
            }
            final boolean group = GROUP.matcher(matcher.group(1)).matches();
            if (group && matcher.group(3) == null) {
                return "names a group and not by which interface it is joined; write " + each.trim()
                        + "|interface=NAME";
            }
            if (!group && (matcher.group(3) != null || matcher.group(4) != null)) {
                return "names " + (matcher.group(3) == null ? "a source" : "an interface")
                        + " for an address that is no group; leave it out";
            }
        }
        return "";
    }

    /** A list without a {@link #problem}. */
    static List<FeedAddress> parse(final String text) {
        final List<FeedAddress> addresses = new ArrayList<>();
        for (final String each : text.split(",")) {
            final Matcher matcher = TEXT.matcher(each.trim());
            if (matcher.matches()) {
                addresses.add(new FeedAddress(
                        matcher.group(1),
                        Integer.parseInt(matcher.group(2)),
                        matcher.group(3) == null ? "" : matcher.group(3),
                        matcher.group(4) == null ? "" : matcher.group(4)));
            }
        }
        return List.copyOf(addresses);
    }

    public boolean isGroup() {
        return !networkInterface.isEmpty();
    }

    @Override
    public String toString() {
        return host + ":" + port + (isGroup() ? " by " + networkInterface : "")
                + (source.isEmpty() ? "" : " from " + source);
    }
}
