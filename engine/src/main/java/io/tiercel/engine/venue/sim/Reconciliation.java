package io.tiercel.engine.venue.sim;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * Compares what the engine believes with the exchange's log: every fill once, with the same order, price and quantity,
 * and every order with the same executed quantity and the same end.
 */
public final class Reconciliation {
    /** More differences than this are counted but not described. */
    public static final int MAX_DESCRIBED = 100;

    private final TreeMap<Long, Fill> engineFills = new TreeMap<>();
    private final TreeMap<Long, OrderView> engineOrders = new TreeMap<>();
    private final TreeMap<Long, VenueOrder> venueOrders = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();
    private int unreconciled;
    private int fillCount;

    /** A fill as the engine saw it. */
    public record Fill(long executionId, long orderId, long priceNanos, long quantity) {}

    /** An order as the engine sees it; those that never reached the exchange are not given. */
    public record OrderView(long orderId, long cumulativeQuantity, boolean open) {}

    private static final class VenueOrder {
        private long cumulativeQuantity;
        private boolean open;
    }

    private Reconciliation() {}

    /**
     * Orders are compared when the engine gives any; without them only fills are.
     *
     * @throws IllegalArgumentException when the log cannot be understood
     */
    public static Reconciliation compare(
            final Iterable<Fill> fills, final Iterable<OrderView> orders, final Path venueLog) {
        return compare(fills, orders, venueLog, any -> true);
    }

    /**
     * The same with a log that has other engines' orders, too, or those of other runs. Of those only fills that the
     * engine has are looked at: a run that went on from another one took them over.
     *
     * @param ours which order ids are the engine's
     */
    public static Reconciliation compare(
            final Iterable<Fill> fills,
            final Iterable<OrderView> orders,
            final Path venueLog,
            final LongPredicate ours) {
        final Reconciliation result = new Reconciliation();
        for (final Fill fill : fills) {
            final Fill earlier = result.engineFills.putIfAbsent(fill.executionId(), fill);
            if (earlier != null) {
                result.differ("execution " + fill.executionId() + ": the engine counted it twice");
            }
        }
        for (final OrderView order : orders) {
            result.engineOrders.put(order.orderId(), order);
        }
        try (VenueLogReader reader = new VenueLogReader(venueLog)) {
            for (VenueLogReader.Line line = reader.next(); line != null; line = reader.next()) {
                if (ours.test(line.orderId())) {
                    result.onLine(line);
                } else if (line.event() == VenueLogEvent.FILLED && result.engineFills.containsKey(line.executionId())) {
                    result.compareFill(line);
                }
            }
        }
        while (!result.engineFills.isEmpty()) {
            final Fill fill = result.engineFills.pollFirstEntry().getValue();
            result.differ("execution " + fill.executionId() + ": the engine has " + describe(fill)
                    + ", the exchange has no such execution");
        }
        if (!result.engineOrders.isEmpty()) {
            result.compareOrders();
        }
        return result;
    }

    /** How many differences there are. */
    public int unreconciled() {
        return unreconciled;
    }

    /** Fills in the exchange's log. */
    public int fillCount() {
        return fillCount;
    }

    /** The first differences, one text each. */
    public List<String> differences() {
        return List.copyOf(differences);
    }

    private void onLine(final VenueLogReader.Line line) {
        switch (line.event()) {
            case ACCEPTED -> {
                final VenueOrder order = venueOrders.computeIfAbsent(line.orderId(), id -> new VenueOrder());
                order.open = true;
            }
            case FILLED -> onFill(line);
            case CANCELLED, EXPIRED -> venueOrders.computeIfAbsent(line.orderId(), id -> new VenueOrder()).open = false;
            default -> {
                // Refusals change nothing, and a replace changes neither what is compared.
            }
        }
    }

    private void onFill(final VenueLogReader.Line line) {
        fillCount++;
        final VenueOrder order = venueOrders.computeIfAbsent(line.orderId(), id -> new VenueOrder());
        order.cumulativeQuantity += line.quantity();
        order.open = line.leavesQuantity() > 0;
        compareFill(line);
    }

    private void compareFill(final VenueLogReader.Line line) {
        final Fill venue = new Fill(line.executionId(), line.orderId(), line.priceNanos(), line.quantity());
        final Fill engine = engineFills.remove(line.executionId());
        if (engine == null) {
            differ("execution " + venue.executionId() + ": the exchange has " + describe(venue)
                    + ", the engine has no such execution");
        } else if (!engine.equals(venue)) {
            differ("execution " + venue.executionId() + ": the exchange has " + describe(venue) + ", the engine has "
                    + describe(engine));
        }
    }

    private void compareOrders() {
        while (!venueOrders.isEmpty()) {
            final Map.Entry<Long, VenueOrder> entry = venueOrders.pollFirstEntry();
            final VenueOrder venue = entry.getValue();
            final OrderView engine = engineOrders.remove(entry.getKey());
            if (engine == null) {
                differ("order " + entry.getKey() + ": the exchange has it, the engine does not");
            } else if (engine.cumulativeQuantity() != venue.cumulativeQuantity || engine.open() != venue.open) {
                differ("order " + entry.getKey() + ": the exchange has " + state(venue.cumulativeQuantity, venue.open)
                        + ", the engine has " + state(engine.cumulativeQuantity(), engine.open()));
            }
        }
        while (!engineOrders.isEmpty()) {
            final OrderView engine = engineOrders.pollFirstEntry().getValue();
            if (engine.open() || engine.cumulativeQuantity() != 0) {
                differ("order " + engine.orderId() + ": the engine has "
                        + state(engine.cumulativeQuantity(), engine.open()) + ", the exchange never accepted it");
            }
        }
    }

    private void differ(final String text) {
        unreconciled++;
        if (differences.size() < MAX_DESCRIBED) {
            differences.add(text);
        }
    }

    private static String describe(final Fill fill) {
        return "order " + fill.orderId() + " " + fill.quantity() + " at " + fill.priceNanos();
    }

    private static String state(final long cumulativeQuantity, final boolean open) {
        return cumulativeQuantity + " executed and " + (open ? "open" : "over");
    }
}
