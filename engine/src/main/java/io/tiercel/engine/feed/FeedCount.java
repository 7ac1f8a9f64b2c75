package io.tiercel.engine.feed;

import java.util.Locale;

/** What a feed lane counts. */
public enum FeedCount {
    DATAGRAMS("datagrams"),
    /** Of the protocol, in order. */
    MESSAGES("messages"),
    /** Tiercel's, as a subscriber got them. */
    SENT("sent"),
    HEARTBEATS("heartbeats"),
    /** For which the capture's buffer had no room. */
    NOT_CAPTURED("datagrams not captured"),
    SESSIONS("sessions"),
    /** Gaps in the sequence. */
    GAPS("gaps"),
    MISSING("messages missing"),
    /** Of the request server, for what was missing. */
    REQUESTS("requests"),
    /** Requests that the host did not send. */
    UNSENT("requests not sent"),
    /** That were refused, or broke off. */
    REPLAYS_FAILED("replays failed"),
    SNAPSHOTS("snapshots asked for"),
    /** That could not be had, or broke off. */
    SNAPSHOTS_FAILED("snapshots failed"),
    /** Of another session than that which is followed. */
    SNAPSHOTS_FOREIGN("snapshots of another session"),
    /** Of a book: what waits for it says something else, so that one of the two is of another state of it. */
    SNAPSHOTS_REFUSED("snapshots refused"),
    /** Times that the sequence began anew within a session. */
    RESETS("sequence resets"),
    /** Packets that say something else than others with the same number of the same session. */
    CONTRADICTIONS("contradictions"),
    /** Packets so far ahead that another one had to confirm them. */
    LEAPS("packets far ahead"),
    /** Datagrams that had to wait, and were longer than what is kept for one. */
    TOO_LONG("datagrams too long to hold"),
    /** Messages that had come before. */
    LATE("messages late"),
    /** To servers, by a login that was accepted. */
    CONNECTIONS("connections"),
    /** That ended before their session did. */
    CONNECTIONS_LOST("connections lost"),
    /** Attempts that came to no login, or that were refused one. */
    CONNECTIONS_FAILED("connections failed"),
    LOGINS_REFUSED("logins refused"),
    /** Times that a server was asked how far its session is since what was known of that was too old. */
    CATCH_UPS("asked how far the session is"),
    /** Datagrams that are no whole packet, or of another session than the one that is expected. */
    REFUSED("datagrams refused"),
    /** Messages that are shorter than their type, or say what cannot be. */
    MALFORMED("messages malformed"),
    /** Messages of types that are not known. */
    UNKNOWN_TYPE("of unknown type"),
    /** Messages of types that say nothing of books. */
    PASSED_OVER("passed over"),
    /** Symbols of the exchange that the reference data does not have. */
    UNKNOWN_SYMBOL("symbols not in the reference data"),
    /** Messages about instruments that the reference data does not have. */
    UNKNOWN_INSTRUMENT("about other instruments"),
    /** Trades that the exchange took back, or corrected. */
    BROKEN_TRADES("broken trades"),
    /** Orders that a book by order has no room for: it is closed. */
    NO_ROOM("orders beyond the room of their book"),
    /** Entries of books that wait for a snapshot of theirs. */
    WHILE_LOST("while lost"),
    /** How often the subscriber was behind, so that the socket was not read. */
    BACK_PRESSURE("back-pressure"),
    /** Tiercel's messages that nobody was there to take. */
    DROPPED("dropped without subscriber");

    private final String title;
    private final String label;

    FeedCount(final String title) {
        this.title = title;
        final String[] words = name().split("_");
        final StringBuilder text = new StringBuilder(words[0].toLowerCase(Locale.ROOT));
        for (int i = 1; i < words.length; i++) {
            text.append(words[i].charAt(0)).append(words[i].substring(1).toLowerCase(Locale.ROOT));
        }
        label = text.toString();
    }

    /** As reports for scripts call it: its name in lower camel case. */
    public String label() {
        return label;
    }

    /** As a line for people calls it. */
    public String title() {
        return title;
    }
}
