package io.tiercel.engine.core;

import io.tiercel.codecs.control.DocumentBeginDecoder;
import io.tiercel.codecs.control.DocumentEndDecoder;
import io.tiercel.codecs.control.DocumentItemDecoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.order.OwnOrders;
import io.tiercel.engine.risk.Risk;
import io.tiercel.engine.state.StateBufferReader;
import io.tiercel.engine.state.StateMachine;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * A session that goes on where another one ended without its end. That one's state comes as a document of the opening;
 * with its last piece the core takes it over, and at once all lines of the process that is gone are down: books are
 * empty and stale, venues have no session, and whether an order waits for an answer is asked when they have one again.
 */
public final class Restart {
    /** Begins the document's name: the last input of the state and its digest follow, as state/SEQUENCE/DIGEST. */
    public static final String DOCUMENT = "state/";

    private static final int HEX = 16;
    private static final int VENUES = 256;

    private final StateMachine core;
    private final CoreClock clock;
    private final Feeds feeds;
    private final Packet packet;
    private final Risk risk;
    private final OwnOrders orders;
    private final OutputEncoder outputs;
    private final AlertLimiter alerts;
    private final DocumentBeginDecoder begin = new DocumentBeginDecoder();
    private final DocumentItemDecoder item = new DocumentItemDecoder();
    private ExpandableArrayBuffer bytes = new ExpandableArrayBuffer(0);
    /** Of the state's document while it comes, else 0. */
    private int documentId;

    private int length;
    private long sequence;
    private long digest;
    private boolean done;
    private boolean ready;

    Restart(
            final StateMachine core,
            final CoreClock clock,
            final Feeds feeds,
            final Packet packet,
            final Risk risk,
            final OwnOrders orders,
            final OutputEncoder outputs,
            final AlertLimiter alerts) {
        this.core = core;
        this.clock = clock;
        this.feeds = feeds;
        this.packet = packet;
        this.risk = risk;
        this.orders = orders;
        this.outputs = outputs;
        this.alerts = alerts;
    }

    /** The opening is over. @return whether the core took over a state in it */
    boolean ready() {
        ready = true;
        return done;
    }

    /**
     * A piece of a document. Others than the state are for the journal's readers.
     *
     * @throws SetupException when the state is not whole, or not one of this configuration and code
     */
    void onMessage(final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
        if (ready) {
            alerts.count(AlertCode.MALFORMED_INPUT, 0, header.templateId());
            return;
        }
        switch (header.templateId()) {
            case DocumentBeginDecoder.TEMPLATE_ID -> onBegin(begin.wrapAndApplyHeader(buffer, offset, header));
            case DocumentItemDecoder.TEMPLATE_ID -> onItem(item.wrapAndApplyHeader(buffer, offset, header));
            case DocumentEndDecoder.TEMPLATE_ID -> onEnd();
            default -> throw new IllegalArgumentException("template " + header.templateId() + " is no document");
        }
    }

    private void onBegin(final DocumentBeginDecoder message) {
        final int id = message.documentId();
        final String name = message.name();
        documentId = 0;
        if (name.startsWith(DOCUMENT)) {
            final int end = name.lastIndexOf('/');
            try {
                sequence = Long.parseLong(name, DOCUMENT.length(), end, 10);
                digest = Long.parseUnsignedLong(name, end + 1, name.length(), HEX);
            } catch (final IndexOutOfBoundsException | NumberFormatException mistake) {
                throw new SetupException("the opening has a state of the name " + name + ", which is not " + DOCUMENT
                        + "SEQUENCE/DIGEST: it was written by another version");
            }
            documentId = id;
            length = 0;
        }
    }

    private void onItem(final DocumentItemDecoder message) {
        if (documentId != 0) {
            if (message.documentId() != documentId || message.position() != length) {
                throw new SetupException("the state of input " + sequence + " has a piece for position "
                        + message.position() + " after " + length + " bytes: the opening is not whole");
            }
            final int pieceLength = message.bytesLength();
            message.getBytes(bytes, length, pieceLength);
            length += pieceLength;
        }
    }

    private void onEnd() {
        if (documentId == 0) {
            return;
        }
        if (done) {
            throw new SetupException("the opening has a second state, of input " + sequence + ": it has one at most");
        }
        documentId = 0;
        takeOver(new StateBufferReader(bytes, 0, length));
        bytes = new ExpandableArrayBuffer(0);
        goOn();
    }

    private void takeOver(final StateBufferReader reader) {
        final long timeNs = clock.timeNs();
        try {
            core.restoreFrom(reader);
        } catch (final IllegalStateException mistake) {
            throw new SetupException("the state of input " + sequence + " does not fit: " + mistake.getMessage());
        }
        if (!reader.atEnd() || core.digest() != digest) {
            throw new SetupException("the state of input " + sequence + " has another digest than the core that took it"
                    + " over: it was written by another version");
        }
        clock.timeNs(timeNs);
        done = true;
    }

    private void goOn() {
        final int openOrders = orders.openCount();
        for (int venueId = 0; venueId < VENUES; venueId++) {
            risk.venueUp(venueId, false);
        }
        // Of another disk, or the same one with another journal. Trading stays halted.
        risk.journalFull(false);
        risk.journalSlow(false);
        orders.linesLost();
        feeds.linesLost();
        if (packet.isOpen()) {
            packet.endIf(true);
        }
        outputs.alert(AlertCode.RECOVERED, 0, 0, 0, sequence, openOrders);
    }
}
