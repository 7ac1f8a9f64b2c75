package io.tiercel.engine.feed.history;

import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import io.tiercel.engine.feed.mdp3.dump.Mdp3Schema;
import io.tiercel.engine.feed.mdp3.dump.PacketDecoder;
import java.time.ZoneId;
import org.agrona.DirectBuffer;

/** CME MDP 3.0: each datagram is a packet with a number of its channel. */
final class Mdp3Protocol implements Protocol {
    /** Other bytes seldom say a time so near. */
    private static final long DAY_NS = 86_400_000_000_000L;

    private final Mdp3PacketFlyweight packet = new Mdp3PacketFlyweight();
    /** Null until it is needed. */
    private Mdp3Schema schema;

    /** @param schema null for Tiercel's own */
    Mdp3Protocol(final Mdp3Schema schema) {
        this.schema = schema;
    }

    @Override
    public String name() {
        return "mdp3";
    }

    @Override
    public ZoneId timesOfDayIn() {
        return null;
    }

    @Override
    public String numbered() {
        return "packets";
    }

    @Override
    public boolean recognisesDatagram(final DirectBuffer buffer, final int offset, final int length) {
        if (!packet.wrap(buffer, offset, length)) {
            return false;
        }
        int count = 0;
        while (packet.next()) {
            if (packet.schemaId() != Mdp3PacketFlyweight.SCHEMA_ID) {
                return false;
            }
            count++;
        }
        return count > 0;
    }

    /** A header alone: by its time of sending, which is that of its capture. */
    @Override
    public boolean recognisesEmpty(final DirectBuffer buffer, final int offset, final int length, final long timeNs) {
        if (timeNs == 0 || !packet.wrap(buffer, offset, length) || packet.next()) {
            return false;
        }
        final long flightNs = timeNs - packet.sendingTimeNs();
        return flightNs >= -DAY_NS && flightNs <= DAY_NS;
    }

    @Override
    public boolean recognisesMessage(final DirectBuffer buffer, final int offset, final int length) {
        return false;
    }

    @Override
    public MessageReader reader() {
        if (schema == null) {
            schema = Mdp3Schema.own();
        }
        return new Mdp3Reader(new PacketDecoder(schema));
    }

    @Override
    public BookFeed books(final BookTarget target, final HistoryFiles files) {
        return new Mdp3Books(target, Mdp3Survey.of(files, this));
    }
}
