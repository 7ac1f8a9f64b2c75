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
 */
public record FeedFigures(String feed, long processId, String state, Map<String, Long> counts, List<Line> lines) {
    /**
     * One of the feed's lines.
     *
     * @param networkInterface by which a group is joined; empty where the line is none
     * @param source           the only sender of the group that is heard; empty for any
     */
    public record Line(String name, String address, String networkInterface, String source, Map<String, Long> counts) {}
}
