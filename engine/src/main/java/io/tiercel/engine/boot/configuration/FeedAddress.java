package io.tiercel.engine.boot.configuration;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
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
    private static final int MAX_BYTE = 0xFF;
    private static final Pattern TEXT =
            Pattern.compile("([^|,\\s]+):([1-9][0-9]{0,4})(?:\\|interface=([^|,\\s]+))?(?:\\|source=([^|,\\s]+))?");
    /** What looks like one; whether it is one is seen when it is read. */
    private static final Pattern GROUP =
            Pattern.compile("(22[4-9]|23[0-9])\\.[0-9.]+|\\[?[fF]{2}[0-9a-fA-F]{2}:[0-9a-fA-F:.]*]?");

    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

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
            final String problem = group ? problemOfGroup(matcher.group(1), matcher.group(4)) : "";
            if (!problem.isEmpty()) {
                return problem;
            }
        }
        return "";
    }

    /** What a host would refuse to join. */
    private static String problemOfGroup(final String groupText, final String sourceText) {
        final InetAddress group = literal(groupText);
        if (group == null || !group.isMulticastAddress()) {
            return "names the group " + groupText + ", which is none; write an address from 224.0.0.0 to"
                    + " 239.255.255.255, or of IPv6 one that begins with ff";
        }
        if (sourceText == null) {
            return "";
        }
        final InetAddress source = literal(sourceText);
        if (source == null) {
            return "names the source " + sourceText + ", which is no address; write that of the sender in numbers";
        }
        if (source.isMulticastAddress() || source.isAnyLocalAddress()) {
            return "names the source " + sourceText + ", which is not one sender's; write the address of the sender";
        }
        if (group instanceof Inet4Address != source instanceof Inet4Address) {
            return "names the source " + sourceText + " for the group " + groupText
                    + ", and one is of IPv4, the other of IPv6; write a source of the group's kind";
        }
        return "";
    }

    /** What is written in numbers; null for all else. Nobody is asked for names. */
    private static InetAddress literal(final String text) {
        if (text.indexOf(':') < 0) {
            final boolean four = IPV4.matcher(text).matches()
                    && Arrays.stream(text.split("\\.")).allMatch(part -> Integer.parseInt(part) <= MAX_BYTE);
            if (!four) {
                return null;
            }
        }
        try {
            return InetAddress.getByName(text);
        } catch (final UnknownHostException none) {
            return null;
        }
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
