package io.tiercel.engine.feed.history;

import io.tiercel.engine.feed.mdp3.dump.Mdp3Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What captures may carry.
 *
 * @param named what all their channels carry; null to find out for each
 */
public record Protocols(List<Protocol> all, Protocol named) {
    /**
     * @param name   of what all channels carry; null to find out for each
     * @param schema that messages of MDP 3.0 are read by, as the exchange publishes it; null for Tiercel's own
     * @throws IllegalArgumentException when there is no such protocol, or the file is no schema
     */
    public static Protocols of(final String name, final Path schema) {
        final List<Protocol> all =
                List.of(new ItchProtocol(), new Mdp3Protocol(schema == null ? null : Mdp3Schema.read(schema)));
        final Protocol named = name == null ? null : byName(all, name);
        if (name != null && named == null) {
            throw new IllegalArgumentException("--protocol " + name + " is none of "
                    + all.stream().map(Protocol::name).collect(Collectors.joining(", ")));
        }
        return new Protocols(all, named);
    }

    Protocol get(final String name) {
        return byName(all, name);
    }

    private static Protocol byName(final List<Protocol> all, final String name) {
        return all.stream().filter(each -> each.name().equals(name)).findFirst().orElse(null);
    }
}
