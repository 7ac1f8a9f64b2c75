package io.tiercel.engine.feed.soupbintcp;

/**
 * How a lane follows its servers.
 *
 * @param session            the only one that is taken; empty for any
 * @param timeoutNs          without a word of the server, to a connection or a login too, after which it is given up
 * @param retryNs            until the next attempt, doubled with each that fails
 * @param retryMostNs        the most that this becomes
 * @param behindNs           how old what it brings may be, at most, where it counts as what is new
 * @param receiveBufferBytes that the host is to keep for each
 * @param singly             whether each message is a packet, so that what several servers bring can be compared
 */
public record SoupBinTcpSettings(
        String user,
        String password,
        String session,
        long timeoutNs,
        long retryNs,
        long retryMostNs,
        long behindNs,
        int receiveBufferBytes,
        boolean singly) {}
