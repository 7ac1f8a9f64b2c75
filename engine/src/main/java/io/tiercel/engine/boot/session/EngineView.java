package io.tiercel.engine.boot.session;

import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.OrderChangedDecoder;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.OrderState;
import io.tiercel.engine.venue.sim.Reconciliation;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the engine believes of its orders and fills at one venue, read back from its journal. */
final class EngineView {
    private final List<Reconciliation.Fill> fills = new ArrayList<>();
    private final Map<Long, Reconciliation.OrderView> orders = new TreeMap<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    private EngineView() {}

    static EngineView read(final Path journal, final int venueId) {
        final EngineView view = new EngineView();
        try (JournalReader outputs = Journals.read(journal, Stream.OUTPUT)) {
            while (hasNext(outputs)) {
                view.onOutput(outputs, venueId);
            }
        }
        try (JournalReader inputs = Journals.read(journal, Stream.INPUT)) {
            while (hasNext(inputs)) {
                view.onInput(inputs, venueId);
            }
        }
        return view;
    }

    private static boolean hasNext(final JournalReader reader) {
        final JournalReader.Result result = reader.next();
        if (result == JournalReader.Result.FAULT) {
            throw new JournalException("the journal cannot be compared with the venue's log: " + reader.fault());
        }
        return result == JournalReader.Result.RECORD;
    }

    private void onOutput(final JournalReader outputs, final int venueId) {
        if (outputs.kind() == NewOrderDecoder.TEMPLATE_ID) {
            final NewOrderDecoder order =
                    new NewOrderDecoder().wrapAndApplyHeader(outputs.buffer(), outputs.offset(), header);
            if (order.venueId() == venueId) {
                orders.put(order.orderId(), new Reconciliation.OrderView(order.orderId(), 0, true));
            }
        } else if (outputs.kind() == OrderChangedDecoder.TEMPLATE_ID) {
            final OrderChangedDecoder changed =
                    new OrderChangedDecoder().wrapAndApplyHeader(outputs.buffer(), outputs.offset(), header);
            final boolean neverThere = changed.state() == OrderState.REJECTED || changed.state() == OrderState.NOT_SENT;
            if (neverThere) {
                orders.remove(changed.orderId());
            } else if (orders.containsKey(changed.orderId())) {
                final boolean open = changed.state().value() < OrderState.FILLED.value();
                orders.put(
                        changed.orderId(),
                        new Reconciliation.OrderView(changed.orderId(), changed.cumulativeQuantity(), open));
            }
        }
    }

    private void onInput(final JournalReader inputs, final int venueId) {
        if (inputs.kind() == OrderFilledDecoder.TEMPLATE_ID) {
            final OrderFilledDecoder fill =
                    new OrderFilledDecoder().wrapAndApplyHeader(inputs.buffer(), inputs.offset(), header);
            if (fill.venueId() == venueId) {
                fills.add(new Reconciliation.Fill(
                        fill.executionId(), fill.orderId(), fill.lastPriceNanos(), fill.lastQuantity()));
            }
        }
    }

    /** Each fill as it arrived. */
    List<Reconciliation.Fill> fills() {
        return fills;
    }

    /** Each order that may have reached the venue. */
    Iterable<Reconciliation.OrderView> orders() {
        return orders.values();
    }
}
