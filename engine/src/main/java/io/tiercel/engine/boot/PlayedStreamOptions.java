package io.tiercel.engine.boot;

import io.tiercel.engine.boot.session.PlayedServers;
import io.tiercel.engine.feed.soupbintcp.SoupBinTcpServer;
import java.net.InetSocketAddress;
import picocli.CommandLine.Option;

/** The options of {@code feed play} to those who log in by SoupBinTCP. */
final class PlayedStreamOptions {
    @Option(
            names = "--soup",
            paramLabel = "HOST:PORT",
            description =
                    "Of ITCH, in place of --to or beside it: gives the messages there to who logs in by SoupBinTCP,"
                            + " from any message on; begins when somebody has.")
    private String address;

    @Option(
            names = "--login",
            paramLabel = "USER:PASSWORD",
            description = "Of --soup: who may log in; anybody if not said.")
    private String login;

    @Option(
            names = "--cut",
            paramLabel = "N",
            description = "Of --soup: cuts each connection after N messages on average, within a packet; the same seed"
                    + " after the same ones.")
    private int cut;

    String address() {
        return address;
    }

    /** What is wrong with them; empty when nothing is. */
    String problem() {
        if (address == null && (login != null || cut != 0)) {
            return (login != null ? "--login" : "--cut") + " is for --soup; name its address, or leave it out";
        }
        if (login != null && !login.matches("[^:]{1,6}:.{0,10}")) {
            return "--login is not USER:PASSWORD, at most 6 and 10 characters";
        }
        return cut < 0 ? "--cut " + cut + " is below 0" : "";
    }

    void serve(final PlayedServers servers, final InetSocketAddress at, final long seed) {
        final int colon = login == null ? 0 : login.indexOf(':');
        servers.serveStream(
                at,
                new SoupBinTcpServer.Rules(
                        login == null ? "" : login.substring(0, colon),
                        login == null ? "" : login.substring(colon + 1),
                        cut,
                        seed));
    }
}
