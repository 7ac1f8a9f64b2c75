package io.tiercel.engine.feed.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether captures had nothing of a protocol that is known: what they had instead, in words. */
final class NothingKnown {
    private long frames;
    private boolean known;
    private boolean login;

    /** Another packet of a capture. */
    void onFrame() {
        frames++;
    }

    /** @param session empty where no login was accepted */
    void onSession(final String session) {
        login |= !session.isEmpty();
    }

    /** Something is of a protocol. */
    void onKnown() {
        known = true;
    }

    /**
     * Null where something was known, or nothing there.
     *
     * @param named what all of it was said to be; null where it was to be found out
     */
    String text(
            final Protocol named,
            final Collection<Protocol> all,
            final Map<ContentListener.Other, Long> others,
            final long unknown,
            final Faults faults) {
        // A session may have had no message yet.
        if (known || frames == 0 || login && unknown == 0) {
            return null;
        }
        final List<String> found = new ArrayList<>();
        others.forEach((what, count) -> found.add(count + " " + what.title()));
        if (unknown > 0) {
            found.add(unknown + " datagrams or messages of no protocol that is known");
        }
        if (found.isEmpty()) {
            found.add(frames + " packets without any message");
        }
        final String wanted =
                named != null ? named.name() : all.stream().map(Protocol::name).collect(Collectors.joining(" or "));
        return "nothing of the files is of " + wanted + ": they have " + String.join(", ", found)
                + faults.first().stream()
                        .findFirst()
                        .map(fault -> ". The first malformed one: " + fault)
                        .orElse("")
                + "; " + remedy(others, unknown);
    }

    private static String remedy(final Map<ContentListener.Other, Long> others, final long unknown) {
        if (unknown > 0) {
            return "where they are of a protocol all the same, name it by --protocol";
        }
        if (others.containsKey(ContentListener.Other.TCP)) {
            return "give captures that have the begin of each TCP stream, or begin where a packet does";
        }
        return others.containsKey(ContentListener.Other.LINK)
                ? "convert them, or capture on another interface"
                : "give captures of a feed, with whole packets";
    }
}
