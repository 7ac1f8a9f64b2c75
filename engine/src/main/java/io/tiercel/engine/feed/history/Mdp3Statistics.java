package io.tiercel.engine.feed.history;

import io.tiercel.codecs.mdp3.Mdp3Form;
import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import io.tiercel.engine.feed.history.SessionStatistics.Value;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;

/** Volumes, daily and session statistics of MDP 3.0: the last value of each. All have one group. */
final class Mdp3Statistics {
    private static final int GROUP_HEADER = 3;
    private static final int DELETE = 2;
    private static final int INDICATIVE = 5;
    private static final long NO_PRICE = Long.MAX_VALUE;
    private static final int NO_SIZE = Integer.MAX_VALUE;
    /** Prices of templates before version 9 are in 1e-7. */
    private static final long OLD_PRICE = 100;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final BookTarget target;
    private final Map<Integer, SessionStatistics> bySecurity = new HashMap<>();
    private final Mdp3PacketFlyweight packet = new Mdp3PacketFlyweight();

    Mdp3Statistics(final BookTarget target) {
        this.target = target;
    }

    void add(final int securityId, final int instrumentId) {
        final SessionStatistics statistics = new SessionStatistics();
        bySecurity.put(securityId, statistics);
        target.onStatistics(instrumentId, statistics);
    }

    /** Another week. */
    void clear() {
        bySecurity.values().forEach(SessionStatistics::clear);
    }

    void onPacket(final DirectBuffer buffer, final int offset, final int length) {
        if (!packet.wrap(buffer, offset, length)) {
            return;
        }
        while (packet.next()) {
            final boolean known = switch (packet.templateId()) {
                case 33, 35, 37, 49, 51, 66, 67 -> true;
                default -> false;
            };
            if (known
                    && packet.form() == Mdp3Form.WHOLE
                    && target.isWanted(buffer.getLong(packet.bodyOffset(), ORDER))) {
                entries(buffer, packet.templateId());
            }
        }
    }

    private void entries(final DirectBuffer buffer, final int template) {
        final int group = packet.bodyOffset() + packet.blockLength();
        final int entryLength = buffer.getShort(group, ORDER) & 0xFFFF;
        final int count = buffer.getByte(group + GROUP_HEADER - 1) & 0xFF;
        for (int i = 0; i < count; i++) {
            final int entry = group + GROUP_HEADER + i * entryLength;
            switch (template) {
                case 37 -> {
                    final long size = buffer.getInt(entry, ORDER);
                    set(buffer, entry + 4, entry + 12, Value.VOLUME, size);
                }
                case 66 -> set(buffer, entry + 8, entry + 16, Value.VOLUME, buffer.getLong(entry, ORDER));
                case 33, 49 -> daily(buffer, entry, template == 33 ? OLD_PRICE : 1);
                case 67 -> session(buffer, entry, entry + 16, 1);
                default -> session(buffer, entry, entry + 8, template == 35 ? OLD_PRICE : 1);
            }
        }
    }

    private void daily(final DirectBuffer buffer, final int entry, final long unit) {
        final Value value = switch (buffer.getByte(entry + 24)) {
            case '6' -> Value.SETTLEMENT;
            case '9' -> Value.AVERAGE_PRICE;
            case 'B' -> Value.CLEARED_VOLUME;
            case 'C' -> Value.OPEN_INTEREST;
            case 'W' -> Value.FIXING;
            default -> null;
        };
        if (value == null) {
            return;
        }
        final long price = price(buffer.getLong(entry, ORDER), unit);
        final long size = buffer.getInt(entry + 8, ORDER);
        set(buffer, entry + 12, entry + 23, value, value.price() ? price : size == NO_SIZE ? NO_PRICE : size);
    }

    /** @param security where the instrument's number is; behind it are RptSeq, a flag, the action and the type */
    private void session(final DirectBuffer buffer, final int entry, final int security, final long unit) {
        final Value value = switch (buffer.getByte(security + 10)) {
            case '4' -> buffer.getByte(security + 8) == INDICATIVE ? null : Value.OPEN;
            case '7' -> Value.HIGH;
            case '8' -> Value.LOW;
            case 'N' -> Value.HIGHEST_BID;
            case 'O' -> Value.LOWEST_OFFER;
            default -> null;
        };
        if (value != null) {
            set(buffer, security, security + 9, value, price(buffer.getLong(entry, ORDER), unit));
        }
    }

    private static long price(final long mantissa, final long unit) {
        final boolean fits = Math.abs(mantissa) <= Long.MAX_VALUE / unit;
        return mantissa == NO_PRICE || !fits ? NO_PRICE : mantissa * unit;
    }

    private void set(
            final DirectBuffer buffer, final int security, final int action, final Value value, final long amount) {
        final SessionStatistics statistics = bySecurity.get(buffer.getInt(security, ORDER));
        if (statistics == null) {
            return;
        }
        if (buffer.getByte(action) == DELETE || amount == NO_PRICE) {
            statistics.remove(value);
        } else {
            statistics.set(value, amount);
        }
    }
}
