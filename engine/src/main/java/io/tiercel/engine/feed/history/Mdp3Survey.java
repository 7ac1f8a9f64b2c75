package io.tiercel.engine.feed.history;

import io.tiercel.codecs.mdp3.Mdp3Form;
import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import io.tiercel.codecs.mdp3.sbe.MDInstrumentDefinitionFuture54Decoder;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.capture.CapturedBounds;
import io.tiercel.engine.feed.mdp3.Mdp3Instrument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;

/**
 * A first reading of captures of MDP 3.0. Packets say neither which exchange's channel they are of nor what feed: those
 * that are about the same instruments are one feed, and whoever brings changes is a line of it. An instrument is on
 * one channel of the exchange alone.
 */
final class Mdp3Survey extends Dispatch {
    /** Of books without a definition. */
    private static final int DEPTH = 10;

    private static final int IMPLIED_DEPTH = 2;

    private final Protocol protocol;
    private final Mdp3PacketFlyweight packet = new Mdp3PacketFlyweight();
    /** What all kinds of definitions have in common lies at the same place. */
    private final MDInstrumentDefinitionFuture54Decoder definition = new MDInstrumentDefinitionFuture54Decoder();

    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Map<Integer, Security> securities = new LinkedHashMap<>();
    private final List<List<Security>> feeds = new ArrayList<>();
    private final List<Set<Path>> changed = new ArrayList<>();
    private boolean[] answered = {};
    private ArbitrationBounds[] bounds = {};

    /** What one group and port brings. */
    static final class Line {
        private boolean incremental;
        private boolean answers;
        private Security any;
        private int feed = -1;
        private int number;
        /** That its first capture says. */
        private ArbitrationBounds bounds;
        /** Which it was found in. */
        private final Set<Path> files = new HashSet<>();

        /** Whether it brings changes; else snapshots or definitions. */
        boolean incremental() {
            return incremental;
        }

        /** From 0; -1 where it brings nothing about any instrument. */
        int feed() {
            return feed;
        }

        /** Among the feed's lines of its kind, from 0. */
        int number() {
            return number;
        }
    }

    /** What is known of an instrument. */
    static final class Security {
        final int id;
        String symbol = "";
        int depth = DEPTH;
        int impliedDepth = IMPLIED_DEPTH;
        private boolean levels;
        private boolean orders;
        private boolean defined;
        /** How deep its book is; or a level so deep was told of that no book is deeper. */
        private boolean depthKnown;

        /** Of those with which it shares a feed; itself for one of each feed. */
        private Security joined = this;

        Security(final int id) {
            this.id = id;
        }

        /** A message has this level; none where it is out of range, as in a snapshot that tells a status alone. */
        private void onLevel(final int level) {
            levels |= level >= 1 && level <= Mdp3Instrument.MAX_DEPTH;
            depthKnown |= level == DEPTH;
        }

        /** Whether its book is of orders: nothing tells of its levels. */
        boolean byOrder() {
            return orders && !levels;
        }

        /** Whether which levels fall off its book is known. */
        boolean depthKnown() {
            return depthKnown || byOrder();
        }
    }

    private Mdp3Survey(final Protocol protocol, final Protocol named, final Collection<Protocol> all) {
        super(named, all, new Faults(false));
        this.protocol = protocol;
    }

    /** @throws HistoryException when the files cannot be read twice */
    static Mdp3Survey of(final HistoryFiles files, final Protocol protocol) {
        final Mdp3Survey survey = new Mdp3Survey(
                protocol, files.protocols().named(), files.protocols().all());
        files.again().read(survey, (file, bytes, all) -> {
            // A wish to stop is heard by the reading that follows.
            files.waiting().onBytes(file, bytes, all);
            return true;
        });
        survey.group();
        return survey;
    }

    /** Whether packets of it are there that a TCP replay gave again. */
    boolean answered(final int feed) {
        return answered[feed];
    }

    /** By which its lines are judged: as the first of them says. */
    ArbitrationBounds bounds(final int feed) {
        return bounds[feed];
    }

    /** Whether a file has changes of a feed. */
    boolean hasChanges(final Path file, final int feed) {
        return changed.get(feed).contains(file);
    }

    /** Null when it carries nothing of MDP 3.0. */
    Line line(final Channel channel) {
        return lines.get(channel.name());
    }

    /** The instruments of each feed, in the order in which they were found. */
    List<List<Security>> feeds() {
        return feeds;
    }

    @Override
    void datagram(
            final Protocol found, final Origin origin, final DirectBuffer buffer, final int offset, final int length) {
        if (found != protocol || !packet.wrap(buffer, offset, length)) {
            return;
        }
        final Line line = lines.computeIfAbsent(origin.channel().name(), missing -> new Line());
        line.answers = origin.channel().answers();
        line.bounds = line.bounds == null ? origin.channel().bounds() : line.bounds;
        line.files.add(origin.file());
        while (packet.next()) {
            final int template = packet.templateId();
            if (packet.form() == Mdp3Form.WHOLE) {
                line.incremental |= Mdp3Templates.isIncremental(template);
                Mdp3Templates.securities(
                        packet, (id, level) -> onSecurity(line, template, id).onLevel(level));
                if (Mdp3Templates.isDefinition(template)) {
                    onDefinition(line);
                }
            }
        }
    }

    private Security onSecurity(final Line line, final int template, final int id) {
        final Security security = securities.computeIfAbsent(id, Security::new);
        security.orders |= Mdp3Templates.hasOrders(template);
        line.any = line.any == null ? security : line.any;
        final Security one = root(security);
        final Security other = root(line.any);
        if (one != other) {
            one.joined = other;
        }
        return security;
    }

    private static Security root(final Security security) {
        Security root = security;
        while (root.joined != root) {
            // Each second step is spared the next time.
            root.joined = root.joined.joined;
            root = root.joined;
        }
        return root;
    }

    /** The first one says how deep books are; another one comes to the handler like any message. */
    private void onDefinition(final Line line) {
        definition.wrap(packet.buffer(), packet.bodyOffset(), packet.blockLength(), packet.version());
        final Security security = onSecurity(line, packet.templateId(), definition.securityID());
        if (security.defined) {
            return;
        }
        security.defined = true;
        security.symbol = definition.symbol();
        final MDInstrumentDefinitionFuture54Decoder.NoEventsDecoder events = definition.noEvents();
        while (events.hasNext()) {
            events.next();
        }
        final MDInstrumentDefinitionFuture54Decoder.NoMDFeedTypesDecoder types = definition.noMDFeedTypes();
        while (types.hasNext()) {
            types.next();
            final int depth = types.marketDepth();
            if (types.mDFeedType(0) == 'G' && types.mDFeedType(1) == 'B' && depth > 0) {
                security.depthKnown |= types.mDFeedType(2) == 'X';
                security.depth = types.mDFeedType(2) == 'X' ? depth : security.depth;
                security.impliedDepth = types.mDFeedType(2) == 'I' ? depth : security.impliedDepth;
            }
        }
    }

    private void group() {
        final Map<Security, Integer> numbers = new LinkedHashMap<>();
        for (final Security security : securities.values()) {
            final int feed = numbers.computeIfAbsent(root(security), missing -> numbers.size());
            if (feed == feeds.size()) {
                feeds.add(new ArrayList<>());
                changed.add(new HashSet<>());
            }
            feeds.get(feed).add(security);
        }
        final int[] counts = new int[feeds.size()];
        answered = new boolean[feeds.size()];
        bounds = new ArbitrationBounds[feeds.size()];
        Arrays.fill(bounds, CapturedBounds.DEFAULT);
        for (final Line line : lines.values()) {
            if (line.any != null) {
                line.feed = numbers.get(root(line.any));
            } else if (line.answers && feeds.size() == 1) {
                // Heartbeats, which say nothing of any instrument
                line.feed = 0;
            }
            if (line.feed >= 0 && line.incremental) {
                changed.get(line.feed).addAll(line.files);
            }
            if (line.feed >= 0 && line.answers) {
                answered[line.feed] = true;
            } else if (line.feed >= 0) {
                bounds[line.feed] = line.incremental && counts[line.feed] == 0 ? line.bounds : bounds[line.feed];
                line.number = line.incremental ? counts[line.feed]++ : 0;
            }
        }
    }

    @Override
    void session(final Protocol found, final Origin origin, final String session, final long next) {
        // Streams carry none of these.
    }

    @Override
    void message(
            final Protocol found, final Origin origin, final DirectBuffer buffer, final int offset, final int length) {
        // Streams carry none of these.
    }

    @Override
    void lost(final Protocol found, final Origin origin) {
        // Streams carry none of these.
    }
}
