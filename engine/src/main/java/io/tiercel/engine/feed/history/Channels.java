package io.tiercel.engine.feed.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The channels of all files: by name, so that a channel goes on in the next file. */
final class Channels {
    private final Map<String, Channel> byName = new HashMap<>();
    private final List<Channel> all = new ArrayList<>();

    Channel get(final String name, final Protocol protocol) {
        return byName.computeIfAbsent(name, missing -> {
            final Channel channel = new Channel(missing, all.size(), protocol);
            all.add(channel);
            return channel;
        });
    }

    boolean has(final String name) {
        return byName.containsKey(name);
    }

    /** Null without one of that name. */
    Channel find(final String name) {
        return byName.get(name);
    }

    List<Channel> all() {
        return all;
    }
}
