package io.tiercel.engine.boot.configuration;

/** The keys that feeds have whose messages come by TCP, beside those of {@link FeedKeys}. */
final class StreamKeys extends KeyTable {
    private static final long MILLISECOND = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;

    StreamKeys() {
        text(
                "feeds.NAME.streamServers",
                "",
                "itch: in place of receive and lines: HOST:PORT of a SoupBinTCP server, or of several with the same"
                        + " session, with commas between them. Each is a line");
        text("feeds.NAME.streamUser", "", "itch: who logs in there, at most 6 characters");
        text("feeds.NAME.streamPassword", "", "itch: at most 10 characters");
        duration(
                "feeds.NAME.streamTimeout",
                "3s",
                MILLISECOND,
                60 * SECOND,
                "itch: a connection is given up when its server says nothing for this long, to a connection attempt or a"
                        + " login either; more than the second between its heartbeats");
        duration(
                "feeds.NAME.streamRetry",
                "100ms",
                MILLISECOND,
                60 * SECOND,
                "itch: until a server is connected to again; twice as long after each attempt that fails or"
                        + " does not last");
        duration(
                "feeds.NAME.streamRetryMost",
                "10s",
                MILLISECOND,
                3_600 * SECOND,
                "itch: the most that this becomes; also after a login that is refused, and after the end of a session");
        duration(
                "feeds.NAME.streamBehind",
                "2s",
                100 * MILLISECOND,
                60 * SECOND,
                "itch: how old what a server brings may be, at most, for books to be live by it, as far as logins and the"
                        + " host's own socket tell");
    }
}
