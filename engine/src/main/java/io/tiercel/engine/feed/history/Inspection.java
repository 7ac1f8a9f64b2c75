package io.tiercel.engine.feed.history;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Long2ObjectHashMap;

/** What is in files of market data. */
public final class Inspection implements MessageListener {
    private final HistoryFiles files;
    private final Faults faults;
    private final MessageDispatch dispatch;
    private final Map<Channel, ChannelCounts> channels = new LinkedHashMap<>();
    private final Map<String, SessionCounts> sessions = new LinkedHashMap<>();
    private final Map<String, MessageCount> messages = new HashMap<>();
    private final Map<Protocol, Long2ObjectHashMap<InstrumentCount>> instruments = new HashMap<>();
    private long messageCount;
    private long firstTimeNs = Long.MAX_VALUE;
    private long lastTimeNs = Long.MIN_VALUE;
    private long firstCapturedNs = Long.MAX_VALUE;
    private long lastCapturedNs = Long.MIN_VALUE;
    private ZoneId timesOfDayIn;

    /** One channel. */
    public static final class ChannelCounts {
        /** Of more sessions at a time that come in turns it is not known how far each one is. */
        private static final int MAX_SESSIONS = 16;

        private final Channel channel;
        private final Map<String, PacketNumbers> numbers = new LinkedHashMap<>(MAX_SESSIONS, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(final Map.Entry<String, PacketNumbers> eldest) {
                return size() > MAX_SESSIONS;
            }
        };

        private String session = "";
        long packets;
        long messages;
        long gaps;
        long missing;
        long late;

        ChannelCounts(final Channel channel) {
            this.channel = channel;
        }

        public String name() {
            return channel.name();
        }

        public String protocol() {
            return channel.protocol().name();
        }

        /** The last one. */
        public String session() {
            return session;
        }

        public long packets() {
            return packets;
        }

        public long messages() {
            return messages;
        }

        /** Times that numbers were passed over, on this channel alone. */
        public long gaps() {
            return gaps;
        }

        public long missing() {
            return missing;
        }

        /** What came behind later numbers, or again. */
        public long late() {
            return late;
        }

        /** What its numbers count, such as messages; empty where there are none. */
        public String numbered() {
            return channel.protocol().numbered();
        }

        void onPacket(final String newSession, final long sequence, final int count, final long sentNs) {
            packets++;
            session = newSession;
            // What lies between answers, which were asked for, is no gap.
            if (sequence != Message.NONE && !channel.answers()) {
                numbers.computeIfAbsent(session, missing -> new PacketNumbers(this))
                        .add(sequence, count, sentNs);
            }
        }
    }

    /** One session, on all its lines together. */
    public static final class SessionCounts {
        private final String session;
        private final SequenceSpans spans = new SequenceSpans();

        SessionCounts(final String session) {
            this.session = session;
        }

        public String session() {
            return session;
        }

        /** Whether any message came: heartbeats alone say that there is a session. */
        public boolean hasMessages() {
            return spans.first() >= 0;
        }

        public long first() {
            return spans.first();
        }

        public long last() {
            return spans.last();
        }

        public long gaps() {
            return spans.gaps();
        }

        public long missing() {
            return spans.missing();
        }
    }

    /** One kind of message. */
    public static final class MessageCount {
        private final String type;
        private final String name;
        private long count;

        MessageCount(final String type, final String name) {
            this.type = type;
            this.name = name;
        }

        public String type() {
            return type;
        }

        public String name() {
            return name;
        }

        public long count() {
            return count;
        }
    }

    /** One instrument. */
    public static final class InstrumentCount {
        private final long id;
        private String symbol = "";
        private long messages;

        InstrumentCount(final long id) {
            this.id = id;
        }

        public long id() {
            return id;
        }

        /** Empty where no message says it. */
        public String symbol() {
            return symbol;
        }

        public long messages() {
            return messages;
        }
    }

    public Inspection(final HistoryFiles files, final Faults faults) {
        this.files = files;
        this.faults = faults;
        dispatch = new MessageDispatch(files, faults, true, this);
    }

    /** @return false when it was stopped */
    public boolean run(final HistoryFiles.Progress progress) {
        return files.read(dispatch, progress);
    }

    @Override
    public void onPacket(
            final Origin origin, final String session, final long sequence, final int count, final long sentNs) {
        channel(origin).onPacket(session, sequence, count, sentNs);
        if (!session.isEmpty() && !origin.channel().isSnapshot()) {
            sessions.computeIfAbsent(session, SessionCounts::new).spans.add(sequence, count);
        }
        if (origin.timeNs() != 0) {
            firstCapturedNs = Math.min(firstCapturedNs, origin.timeNs());
            lastCapturedNs = Math.max(lastCapturedNs, origin.timeNs());
        }
    }

    @Override
    public void onMessage(final Origin origin, final Message message) {
        messageCount++;
        channel(origin).messages++;
        MessageCount kind = messages.get(message.name());
        if (kind == null) {
            kind = new MessageCount(message.type(), message.name());
            messages.put(kind.name, kind);
        }
        kind.count++;
        final long time = message.timeNs();
        if (time >= 0) {
            firstTimeNs = Math.min(firstTimeNs, time);
            lastTimeNs = Math.max(lastTimeNs, time);
            timesOfDayIn = origin.channel().protocol().timesOfDayIn();
        }
        if (message.instrumentId() >= 0) {
            final InstrumentCount instrument = instruments
                    .computeIfAbsent(origin.channel().protocol(), missing -> new Long2ObjectHashMap<>())
                    .computeIfAbsent(message.instrumentId(), InstrumentCount::new);
            instrument.messages++;
            final String symbol = instrument.symbol.isEmpty() ? message.symbol() : null;
            instrument.symbol = symbol == null ? instrument.symbol : symbol;
        }
    }

    @Override
    public void onFault(final Origin origin, final String reason) {
        faults.add(origin, reason);
    }

    private ChannelCounts channel(final Origin origin) {
        return channels.computeIfAbsent(origin.channel(), ChannelCounts::new);
    }

    public List<String> protocols() {
        return channels.keySet().stream()
                .map(channel -> channel.protocol().name())
                .distinct()
                .toList();
    }

    public List<ChannelCounts> channels() {
        return List.copyOf(channels.values());
    }

    public List<SessionCounts> sessions() {
        return List.copyOf(sessions.values());
    }

    /** The most frequent first. */
    public List<MessageCount> messages() {
        final List<MessageCount> all = new ArrayList<>(messages.values());
        all.sort((a, b) -> a.count != b.count ? Long.compare(b.count, a.count) : a.name.compareTo(b.name));
        return all;
    }

    public long messageCount() {
        return messageCount;
    }

    /** By their numbers. */
    public List<InstrumentCount> instruments() {
        final List<InstrumentCount> all = new ArrayList<>();
        instruments.values().forEach(each -> all.addAll(each.values()));
        all.sort((a, b) -> Long.compare(a.id, b.id));
        return all;
    }

    /** Of messages; {@link Message#NONE} where they have none. */
    public long firstTimeNs() {
        return firstTimeNs == Long.MAX_VALUE ? Message.NONE : firstTimeNs;
    }

    public long lastTimeNs() {
        return lastTimeNs == Long.MIN_VALUE ? Message.NONE : lastTimeNs;
    }

    /** Where the messages' times begin at midnight; null when they are UTC. */
    public ZoneId timesOfDayIn() {
        return timesOfDayIn;
    }

    /** Of packets; {@link Message#NONE} where there are no stamps. */
    public long firstCapturedNs() {
        return firstCapturedNs == Long.MAX_VALUE ? Message.NONE : firstCapturedNs;
    }

    public long lastCapturedNs() {
        return lastCapturedNs == Long.MIN_VALUE ? Message.NONE : lastCapturedNs;
    }

    /** Datagrams and messages of no protocol that is known. */
    public long unknownCount() {
        return dispatch.unknownCount();
    }

    /** What else a capture holds: title and how many. */
    public Map<String, Long> others() {
        final Map<String, Long> counts = new LinkedHashMap<>();
        dispatch.others().forEach((what, count) -> counts.put(what.title(), count));
        return counts;
    }
}
