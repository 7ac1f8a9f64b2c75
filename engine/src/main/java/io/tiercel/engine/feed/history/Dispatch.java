package io.tiercel.engine.feed.history;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * Finds the protocol of each channel by what it carries, unless it was named, and passes on what is that protocol's.
 * What is nobody's is counted.
 */
abstract class Dispatch implements ContentListener {
    /** After so many datagrams that nobody knows no more are looked at. */
    private static final int MAX_LOOKS = 64;

    private final Protocol named;
    private final Collection<Protocol> all;
    private final Faults faults;
    private final Map<Other, Long> others = new EnumMap<>(Other.class);
    private final Map<Channel, Announced> announced = new HashMap<>();
    private final NothingKnown nothing = new NothingKnown();
    private long unknown;

    /** @param next as it was announced, and behind what nobody knew since; 0 where that is not known */
    private record Announced(String session, long next) {
        Announced behindOne() {
            return new Announced(session, next == 0 ? 0 : next + 1);
        }

        Announced behindALoss() {
            return new Announced(session, 0);
        }
    }

    /** @param named whatever datagrams and streams carry is of this protocol; null to find out */
    Dispatch(final Protocol named, final Collection<Protocol> all, final Faults faults) {
        this.named = named;
        this.all = all;
        this.faults = faults;
    }

    abstract void session(Protocol protocol, Origin origin, String session, long next);

    abstract void datagram(Protocol protocol, Origin origin, DirectBuffer buffer, int offset, int length);

    abstract void message(Protocol protocol, Origin origin, DirectBuffer buffer, int offset, int length);

    abstract void lost(Protocol protocol, Origin origin);

    /** As {@link ContentListener#onUnread}; of a channel whose protocol is known, or null. */
    void unread(final Origin origin) {}

    /** A server of it refused what it was asked for. */
    void refused(final Protocol protocol, final Origin origin) {}

    /** Whether nothing more needs to be read. */
    boolean complete() {
        return false;
    }

    /** Another file begins, which may be of the same time as those before it. */
    void reopen() {}

    /** A file of it was read to its end. */
    void fileEnd(final Protocol protocol, final Origin origin) {}

    /** No more files. */
    void end() {}

    final Faults faults() {
        return faults;
    }

    /**
     * No more files.
     *
     * @param whole whether all of them were read
     * @throws HistoryException when nothing in them was of a protocol that is known
     */
    final void finish(final boolean whole) {
        end();
        final String text = nothing.text(named, all, others, unknown, faults);
        if (whole && text != null && !showsOthers()) {
            throw new HistoryException(text);
        }
    }

    /** Whether who reads is shown what is of no protocol, too. */
    boolean showsOthers() {
        return false;
    }

    /** Datagrams and messages of no protocol that is known. */
    final long unknownCount() {
        return unknown;
    }

    final Map<Other, Long> others() {
        return others;
    }

    @Override
    public final void onDatagram(final Origin origin, final DirectBuffer buffer, final int offset, final int length) {
        final Channel channel = origin.channel();
        if (channel.protocol() == null && channel.unknownCount() < MAX_LOOKS) {
            channel.protocol(named);
            for (final Protocol each : all) {
                if (channel.protocol() == null
                        && (each.recognisesDatagram(buffer, offset, length)
                                || each.recognisesEmpty(buffer, offset, length, origin.timeNs()))) {
                    channel.protocol(each);
                }
            }
        }
        if (channel.protocol() == null) {
            channel.countUnknown();
            unknown++;
        } else {
            nothing.onKnown();
            datagram(channel.protocol(), origin, buffer, offset, length);
        }
    }

    @Override
    public final void onSession(final Origin origin, final String session, final long next) {
        nothing.onSession(session);
        if (origin.channel().protocol() == null) {
            announced.put(origin.channel(), new Announced(session, next));
        } else {
            session(origin.channel().protocol(), origin, session, next);
        }
    }

    @Override
    public final void onMessage(final Origin origin, final DirectBuffer buffer, final int offset, final int length) {
        final Channel channel = origin.channel();
        if (channel.protocol() == null && channel.unknownCount() < MAX_LOOKS) {
            channel.protocol(named);
            for (final Protocol each : all) {
                if (channel.protocol() == null && each.recognisesMessage(buffer, offset, length)) {
                    channel.protocol(each);
                }
            }
        }
        if (channel.protocol() == null) {
            channel.countUnknown();
            unknown++;
            announced.computeIfPresent(channel, (same, waiting) -> waiting.behindOne());
            return;
        }
        nothing.onKnown();
        final Announced waiting = announced.remove(channel);
        if (waiting != null) {
            session(channel.protocol(), origin, waiting.session(), waiting.next());
        }
        message(channel.protocol(), origin, buffer, offset, length);
    }

    @Override
    public final void onLost(final Origin origin) {
        if (origin.channel().protocol() != null) {
            lost(origin.channel().protocol(), origin);
        } else {
            announced.computeIfPresent(origin.channel(), (same, waiting) -> waiting.behindALoss());
        }
    }

    @Override
    public final void onUnread(final Origin origin) {
        if (origin.channel() == null || origin.channel().protocol() != null) {
            unread(origin);
        }
    }

    @Override
    public final void onRefused(final Origin origin) {
        if (origin.channel().protocol() != null) {
            refused(origin.channel().protocol(), origin);
        }
    }

    final void onFileEnd(final Origin origin) {
        if (origin.channel() != null && origin.channel().protocol() != null) {
            fileEnd(origin.channel().protocol(), origin);
        }
    }

    @Override
    public final void onFrame() {
        nothing.onFrame();
    }

    @Override
    public final void onOther(final Origin origin, final Other what, final long count) {
        others.merge(what, count, Long::sum);
        if (what == Other.TCP && named != null) {
            faults.add(
                    origin,
                    "the TCP stream " + origin.channel().name() + " is none of " + named.name()
                            + ", or captured from within a packet on");
        }
    }

    @Override
    public final void onFault(final Origin origin, final String reason) {
        faults.add(origin, reason);
    }
}
