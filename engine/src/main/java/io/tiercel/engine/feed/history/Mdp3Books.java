package io.tiercel.engine.feed.history;

import io.tiercel.codecs.mdp3.Mdp3Form;
import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import io.tiercel.engine.feed.arbitration.UnreadDatagram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.agrona.DirectBuffer;

/** Books of MDP 3.0: each feed of the captures by the handler that runs live, its lines arbitrated. */
final class Mdp3Books implements BookFeed {
    private final BookTarget target;
    private final Mdp3Survey survey;
    private final List<Mdp3CaptureFeed> feeds = new ArrayList<>();
    /** Each line by itself: files of snapshots, of definitions and of changes may come in any order. */
    private final Map<Mdp3Survey.Line, PassedTime> passedByRecovery = new HashMap<>();

    private final Mdp3PacketFlyweight packet = new Mdp3PacketFlyweight();
    /** Of each feed, why its books recover by the first message that nobody here can read; null without one. */
    private final String[] unknown;

    Mdp3Books(final BookTarget target, final Mdp3Survey survey) {
        this.target = target;
        this.survey = survey;
        unknown = new String[survey.feeds().size()];
        for (int i = 0; i < survey.feeds().size(); i++) {
            feeds.add(new Mdp3CaptureFeed(target, survey.feeds().get(i), survey.bounds(i), survey.answered(i)));
        }
    }

    @Override
    public void onDatagram(final Origin origin, final DirectBuffer buffer, final int offset, final int length) {
        if (!packet.wrap(buffer, offset, length)) {
            target.onFault(origin, "a datagram of " + length + " bytes is no whole packet of MDP 3.0");
            onUnread(origin);
            return;
        }
        String why = null;
        for (int i = 1; packet.next(); i++) {
            final Mdp3Form form = packet.form();
            if (form == Mdp3Form.UNKNOWN && why == null) {
                why = unknown(origin, i);
            } else if (form == Mdp3Form.TORN) {
                target.onFault(
                        origin,
                        "message " + i + " of the packet: template " + packet.templateId()
                                + " is shorter than its fields or groups say");
            }
        }
        final Mdp3Survey.Line line = survey.line(origin.channel());
        if (line == null || line.feed() < 0) {
            return;
        }
        final Mdp3CaptureFeed feed = feeds.get(line.feed());
        if (unknown[line.feed()] == null
                && (line.incremental() || origin.channel().answers())) {
            unknown[line.feed()] = why;
        }
        if (origin.channel().answers()) {
            feed.onAnswer(buffer, offset, length, origin.timeNs());
        } else if (line.incremental()) {
            feed.onIncremental(line.number(), buffer, offset, length, origin.timeNs());
        } else if (!hasPassed(line, origin)) {
            feed.onRecovery(buffer, offset, length);
        }
    }

    /** Of the packet's message that is looked at. */
    private String unknown(final Origin origin, final int message) {
        return new Fault(
                        origin.file(),
                        origin.record(),
                        origin.offset(),
                        "message " + message + " of the packet: a message of template " + packet.templateId()
                                + " of schema " + packet.schemaId()
                                + ", which is not known: what it changes is not known, so the feed's books are"
                                + " recovering from there on, each until a snapshot")
                .toString();
    }

    @Override
    public List<String> notes() {
        return Arrays.stream(unknown).filter(Objects::nonNull).toList();
    }

    /** Only packets of changes have numbers that count on: what recovers books comes again. */
    @Override
    public void onUnread(final Origin origin) {
        if (origin.channel() == null) {
            feeds.forEach(each -> each.onUnread(UnreadDatagram.ANY_LINE, Long.MAX_VALUE));
            return;
        }
        final Mdp3Survey.Line line = survey.line(origin.channel());
        if (line != null
                && line.feed() >= 0
                && line.incremental()
                && !origin.channel().answers()) {
            feeds.get(line.feed()).onUnread(line.number(), origin.timeNs());
        }
    }

    @Override
    public void onRefused(final Origin origin) {
        final Mdp3Survey.Line line = survey.line(origin.channel());
        if (line != null && line.feed() >= 0) {
            feeds.get(line.feed()).onRefused(origin.timeNs());
        }
    }

    /** Of a file with changes these say how far the feed has come, whatever ports its other packets have. */
    private boolean hasPassed(final Mdp3Survey.Line line, final Origin origin) {
        return survey.hasChanges(origin.file(), line.feed())
                        && feeds.get(line.feed()).hasPassed(origin.timeNs())
                || passedByRecovery
                        .computeIfAbsent(line, missing -> new PassedTime())
                        .hasPassed(origin.timeNs());
    }

    @Override
    public void onEnd() {
        feeds.forEach(Mdp3CaptureFeed::end);
    }

    @Override
    public void onSession(final Origin origin, final String session, final long next) {
        // A stream that was said to be one of these: its messages are told as malformed.
    }

    @Override
    public void onMessage(final Origin origin, final DirectBuffer buffer, final int offset, final int length) {
        target.onFault(origin, "a message of a stream; MDP 3.0 comes in datagrams");
    }

    @Override
    public void onLost(final Origin origin) {
        // The same.
    }
}
