package io.tiercel.engine.replay;

import io.tiercel.codecs.control.LaneDefinitionDecoder;
import io.tiercel.codecs.control.LaneInstrumentDecoder;
import io.tiercel.codecs.control.ReferenceDataBeginDecoder;
import io.tiercel.codecs.control.ReferenceDataEndDecoder;
import io.tiercel.codecs.control.StrategyDefinitionDecoder;
import io.tiercel.codecs.control.TickTableEntryDecoder;
import io.tiercel.codecs.control.TradingDayDecoder;
import io.tiercel.codecs.marketdata.InstrumentDefinitionDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Collects what a journal defines. A set of reference data counts when it is whole, as it does for the core. */
final class Definitions {
    private final List<byte[]> whole = new ArrayList<>();
    private final List<byte[]> begun = new ArrayList<>();

    void onMessage(final int templateId, final DirectBuffer buffer, final int offset, final int length) {
        switch (templateId) {
            case ReferenceDataBeginDecoder.TEMPLATE_ID -> begun.clear();
            case ReferenceDataEndDecoder.TEMPLATE_ID -> {
                whole.addAll(begun);
                begun.clear();
            }
            case TickTableEntryDecoder.TEMPLATE_ID,
                    InstrumentDefinitionDecoder.TEMPLATE_ID,
                    TradingDayDecoder.TEMPLATE_ID,
                    LaneDefinitionDecoder.TEMPLATE_ID,
                    LaneInstrumentDecoder.TEMPLATE_ID,
                    StrategyDefinitionDecoder.TEMPLATE_ID -> {
                final byte[] message = new byte[length];
                buffer.getBytes(offset, message);
                begun.add(message);
            }
            default -> {
                // Defines nothing
            }
        }
    }

    void startWith(final List<byte[]> before) {
        whole.addAll(before);
    }

    List<byte[]> whole() {
        return List.copyOf(whole);
    }
}
