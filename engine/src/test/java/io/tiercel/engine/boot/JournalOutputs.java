package io.tiercel.engine.boot;

import io.tiercel.codecs.control.AlertDecoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.RiskRejectedDecoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.RiskReason;
import io.tiercel.codecs.types.Side;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a journal says the core decided. */
final class JournalOutputs {
    private JournalOutputs() {}

    /** Why orders were refused, one after the other. */
    static List<RiskReason> refusals(final Path journal) {
        final List<RiskReason> reasons = new ArrayList<>();
        final RiskRejectedDecoder rejected = new RiskRejectedDecoder();
        each(
                journal,
                RiskRejectedDecoder.TEMPLATE_ID,
                outputs -> reasons.add(
                        rejected.wrapAndApplyHeader(outputs.buffer(), outputs.offset(), new MessageHeaderDecoder())
                                .reason()));
        return reasons;
    }

    /** Value and limit of the alerts of a code, one after the other. */
    static List<String> alerts(final Path journal, final AlertCode code) {
        final List<String> values = new ArrayList<>();
        final AlertDecoder alert = new AlertDecoder();
        each(journal, AlertDecoder.TEMPLATE_ID, outputs -> {
            alert.wrapAndApplyHeader(outputs.buffer(), outputs.offset(), new MessageHeaderDecoder());
            if (alert.code() == code) {
                values.add(alert.value() + "/" + alert.limitValue());
            }
        });
        return values;
    }

    /** Prices of the orders that a strategy sent on this side, one after the other. */
    static List<Long> prices(final Path journal, final int strategyId, final Side side) {
        final List<Long> prices = new ArrayList<>();
        final NewOrderDecoder order = new NewOrderDecoder();
        each(journal, NewOrderDecoder.TEMPLATE_ID, outputs -> {
            order.wrapAndApplyHeader(outputs.buffer(), outputs.offset(), new MessageHeaderDecoder());
            if (order.strategyId() == strategyId && order.side() == side) {
                prices.add(order.priceNanos());
            }
        });
        return prices;
    }

    private static void each(final Path journal, final int kind, final Consumer<JournalReader> consumer) {
        try (JournalReader outputs = Journals.read(journal, Stream.OUTPUT)) {
            while (outputs.next() == JournalReader.Result.RECORD) {
                if (outputs.kind() == kind) {
                    consumer.accept(outputs);
                }
            }
        }
    }
}
