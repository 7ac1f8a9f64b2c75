package io.tiercel.engine.boot.session;

import io.tiercel.codecs.orders.VenueSessionUpEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.book.BookFault;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.ingress.VirtualClock;
import io.tiercel.engine.lane.AnalyticsLane;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A session on the time of market data that was recorded elsewhere, given packet by packet: time jumps to whatever is
 * due next, as on virtual time. Orders go nowhere. Of each venue it says that its session is up, so that one who asks
 * of the journal what would have been can trade there. One thread.
 */
public final class HistorySession implements PacketTaker {
    private static final int VENUE_SESSION = 1;

    private final VirtualClock clock;
    private final Session session;
    private final EngineLoop loop;
    private final ReferenceFlow reference;
    private final PacketSource packet = new PacketSource();
    private final List<VirtualLane> lanes = new ArrayList<>();

    /** @param startNs no packet is before it */
    public HistorySession(
            final LoadedConfiguration loaded,
            final ReferenceData reference,
            final Path journal,
            final RunParts parts,
            final long startNs,
            final PrintStream err) {
        OpeningCheck.run(loaded.configuration(), reference, parts);
        clock = new VirtualClock(startNs);
        final Opened opened = new Opened();
        try {
            session = opened.add(new Session(loaded, reference, journal, parts, LayoutChoice.virtual(), clock, 1));
            loop = session.open(
                    stage -> {}, CommandAnswers.NOBODY, InputSource.NONE, InputSource.NONE, new InputSource[] {packet});
            this.reference = new ReferenceFlow(
                    reference, startNs, loaded.configuration().reference().daysAhead(), session.ingress()::sequenceNow);
            for (final AnalyticsLane lane : session.lanes().all()) {
                lanes.add(new VirtualLane(
                        session.lanes(), lane, loaded.configuration().lanes().get(lane.id() - 1), clock, err));
            }
            loaded.configuration().venues().forEach(this::venueUp);
        } catch (final Throwable failed) {
            opened.closeAfter(failed);
            throw failed;
        }
    }

    private void venueUp(final Venue venue) {
        final UnsafeBuffer buffer =
                new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH + VenueSessionUpEncoder.BLOCK_LENGTH]);
        new VenueSessionUpEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .venueId((short) venue.id())
                .sessionId(VENUE_SESSION)
                .nextInbound(1)
                .venueTimeNs(clock.timeNs());
        session.ingress().sequenceNow(buffer, 0, buffer.capacity());
    }

    @Override
    public void add(final DirectBuffer buffer, final int offset, final int length) {
        packet.add(buffer, offset, length);
    }

    /** What is due before it happens first. One before the last one counts as of the same time. */
    @Override
    public void release(final long timeNs) {
        long dueNs = nextDueNs();
        while (dueNs < timeNs && !loop.stopped()) {
            clock.advanceTo(dueNs);
            reference.roll(clock.timeNs());
            work();
            dueNs = nextDueNs();
        }
        clock.advanceTo(timeNs);
        reference.roll(clock.timeNs());
        work();
    }

    private void work() {
        do {
            loop.doWork();
            while (!loop.stopped() && (packet.waiting() || session.core().hasContinuation())) {
                loop.doWork();
            }
        } while (advanceLanes());
    }

    private boolean advanceLanes() {
        boolean any = false;
        for (final VirtualLane lane : lanes) {
            any |= lane.advance();
        }
        return any && !loop.stopped();
    }

    private long nextDueNs() {
        long dueNs = Math.min(loop.nextDeadlineNs(), reference.nextRollNs());
        for (final VirtualLane lane : lanes) {
            dueNs = Math.min(dueNs, lane.nextEventNs());
        }
        return dueNs;
    }

    /** The journal has no room left: it came to its end. */
    @Override
    public boolean outOfRoom() {
        return loop.outOfRoom();
    }

    /** Ends the session; nothing more is added. */
    public void end() {
        loop.requestStop();
        while (!loop.stopped()) {
            loop.doWork();
        }
    }

    /** Of all inputs. */
    public long inputCount() {
        return session.lastSequence() - session.firstSequence() + 1;
    }

    /** Of the last input. */
    public long lastTimeNs() {
        return session.ingress().lastTimeNs();
    }

    /** Of the core's state. */
    public long digest() {
        return session.core().digest();
    }

    /** Messages that no feed may send. */
    public long refusedCount() {
        return session.ingress().refusedCount();
    }

    /** What did not fit the books, by its kind; kinds that did not occur are left out. */
    public Map<BookFault, Long> faults() {
        final Map<BookFault, Long> faults = new EnumMap<>(BookFault.class);
        for (final BookFault fault : BookFault.values()) {
            final long count = session.core().books().faultCount(fault);
            if (count > 0) {
                faults.put(fault, count);
            }
        }
        return faults;
    }

    @Override
    public void close() {
        session.close();
    }
}
