package io.tiercel.engine.boot.log;

import io.tiercel.codecs.orders.RiskRejectedDecoder;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What risk control refuses, which may be much: of each strategy and reason the first one in full, and those of the
 * second after it as one count.
 */
final class RiskRejects {
    private static final long INTERVAL_NS = 1_000_000_000L;

    private final Scopes scopes;
    private final Consumer<LogEvent> log;
    private final Map<Scope, Held> held = new LinkedHashMap<>();

    RiskRejects(final Scopes scopes, final Consumer<LogEvent> log) {
        this.scopes = scopes;
        this.log = log;
    }

    private record Scope(int strategyId, String reason) {}

    /** What followed the first one. */
    private static final class Held {
        private final long dueNs;
        private long count;
        private long firstSequence;
        private long lastSequence;

        Held(final long dueNs) {
            this.dueNs = dueNs;
        }
    }

    /** @param event of the same sequence, still empty */
    void on(final LogEvent event, final long sequence, final RiskRejectedDecoder refused, final long nowNs) {
        final Scope scope = new Scope(refused.strategyId(), refused.reason().name());
        showDue(nowNs);
        final Held earlier = held.get(scope);
        if (earlier == null) {
            held.put(scope, new Held(nowNs + INTERVAL_NS));
            scopes.strategy(event, scope.strategyId());
            event.put("reason", scope.reason());
            scopes.instrument(event, refused.instrumentId());
            scopes.order(event, refused.orderId());
            log.accept(event.put("side", refused.side().name())
                    .put("priceNanos", refused.priceNanos())
                    .put("quantity", refused.quantity())
                    .put("value", refused.value())
                    .put("limit", refused.limitValue()));
            return;
        }
        if (earlier.count++ == 0) {
            earlier.firstSequence = sequence;
        }
        earlier.lastSequence = sequence;
    }

    /** Logs the counts whose second is over. */
    void showDue(final long nowNs) {
        final Iterator<Map.Entry<Scope, Held>> all = held.entrySet().iterator();
        while (all.hasNext()) {
            final Map.Entry<Scope, Held> each = all.next();
            if (nowNs - each.getValue().dueNs >= 0) {
                all.remove();
                show(each.getKey(), each.getValue());
            }
        }
    }

    /** Logs all counts. */
    void showAll() {
        held.forEach(this::show);
        held.clear();
    }

    private void show(final Scope scope, final Held rejects) {
        if (rejects.count > 0) {
            final LogEvent event = new LogEvent(LogCode.RISK_REJECTED_MORE).sequence(rejects.lastSequence);
            scopes.strategy(event, scope.strategyId());
            log.accept(event.put("reason", scope.reason())
                    .put("count", rejects.count)
                    .put("firstSequence", rejects.firstSequence));
        }
    }
}
