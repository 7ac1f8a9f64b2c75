package io.tiercel.codecs;

import io.tiercel.codecs.marketdata.FactsClearDecoder;
import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.PacketReferenceDecoder;

/** Which messages of market data come in packets: they begin alike, and have flags that say where a packet ends. */
@HotPath
public final class PacketMessages {
    private static final int FIRST = L3AddDecoder.TEMPLATE_ID;
    private static final int LAST = FactsClearDecoder.TEMPLATE_ID;

    private PacketMessages() {}

    /** Those that say something of a market: of its books, its trades, and what else is known of it. */
    public static boolean isContent(final int templateId) {
        return templateId >= FIRST && templateId <= LAST;
    }

    /** The same, and the reference that stands before them. */
    public static boolean isPart(final int templateId) {
        return isContent(templateId) || templateId == PacketReferenceDecoder.TEMPLATE_ID;
    }
}
