package io.tiercel.engine.feed.history;

import io.tiercel.engine.feed.mdp3.dump.Mdp3Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What captures may carry.
 *
 * @param named  what all their channels carry; null to find out for each
 * @param schema that messages of MDP 3.0 are read by; null for Tiercel's own
 */
public record Protocols(List<Protocol> all, Protocol named, Path schema) {
    /**
     * @param name   of what all channels carry; null to find out for each
     * @param schema that messages of MDP 3.0 are read by, as the exchange publishes it; null for Tiercel's own
     * @throws IllegalArgumentException when there is no such protocol, the file is no schema, or the one excludes
     *     the other
     */
    public static Protocols of(final String name, final Path schema) {
        final List<Protocol> all =
                List.of(new ItchProtocol(), new Mdp3Protocol(schema == null ? null : Mdp3Schema.read(schema)));
        final Protocol named = name == null ? null : byName(all, name);
        if (name != null && named == null) {
            throw new IllegalArgumentException("--protocol " + name + " is none of "
                    + all.stream().map(Protocol::name).collect(Collectors.joining(", ")));
        }
        if (schema != null && named != null && named != byName(all, "mdp3")) {
            throw new IllegalArgumentException("--schema " + schema + " would have no effect: it says how messages of"
                    + " MDP 3.0 are read, and --protocol " + name + " that captures carry none; leave one of them out");
        }
        return new Protocols(all, named, schema);
    }

    Protocol get(final String name) {
        return byName(all, name);
    }

    private static Protocol byName(final List<Protocol> all, final String name) {
        return all.stream().filter(each -> each.name().equals(name)).findFirst().orElse(null);
    }
}
