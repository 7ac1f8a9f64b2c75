package io.tiercel.engine.observe;

import java.util.List;
import java.util.Map;

/**
 * What a feed's lane has counted at one moment.
 *
 * @param processId in which the lane is
 * @param state     of its books, in words
 * @param counts    of the feed as a whole, by the names that reports use, in their order
 * @param lines     the first one is A
 * @param others    what else it reads: snapshots, definitions, what it has asked for
 */
public record FeedFigures(
        String feed, long processId, String state, Map<String, Long> counts, List<Socket> lines, List<Socket> others) {
    /**
     * One of the feed's sockets.
     *
     * @param name             of a line its letter, else what it is for
     * @param address          where it listens, or of a server
     * @param networkInterface by which a group is joined; empty where it is none
     * @param source           the only sender of the group that is heard; empty for any
     */
    public record Socket(
            String name, String address, String networkInterface, String source, Map<String, Long> counts) {}
}
