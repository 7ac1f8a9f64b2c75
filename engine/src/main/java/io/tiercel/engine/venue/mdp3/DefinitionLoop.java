package io.tiercel.engine.venue.mdp3;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.mdp3.sbe.MDInstrumentDefinitionFuture54Encoder;
import io.tiercel.codecs.mdp3.sbe.MessageHeaderEncoder;
import io.tiercel.codecs.mdp3.sbe.SecurityUpdateAction;
import io.tiercel.engine.feed.mdp3.Mdp3Packets;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** The instrument feed: what each instrument is, without end. Definitions are written once; their status changes. */
@HotPath
final class DefinitionLoop {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final long NO_PRICE = Long.MAX_VALUE;
    private static final int NO_NUMBER = Integer.MAX_VALUE;
    private static final int NO_DATE = MDInstrumentDefinitionFuture54Encoder.tradingReferenceDateNullValue();
    private static final int MAX_GROUP_NAME = MDInstrumentDefinitionFuture54Encoder.securityGroupLength();
    /** An instrument's display factor is 1: prices are what they say. */
    private static final long ONE = 1_000_000_000L;
    /** Of a book by level that is told as it is, without what other books imply. */
    private static final String REAL_BOOK = "GBX";

    private final Mdp3Packets packets;
    private final ListedBook[] books;
    private final MutableDirectBuffer[] definitions;
    private final int[] lengths;
    private int next;

    DefinitionLoop(
            final Mdp3Packets packets,
            final List<Mdp3Listing> listings,
            final ListedBook[] books,
            final int channelId,
            final String venue) {
        this.packets = packets;
        this.books = books;
        definitions = new MutableDirectBuffer[books.length];
        lengths = new int[books.length];
        for (int i = 0; i < books.length; i++) {
            definitions[i] = new ExpandableArrayBuffer();
            lengths[i] = write(definitions[i], listings.get(i), books.length, channelId, venue);
        }
    }

    private static int write(
            final MutableDirectBuffer target,
            final Mdp3Listing listing,
            final int count,
            final int channelId,
            final String venue) {
        final MDInstrumentDefinitionFuture54Encoder definition =
                new MDInstrumentDefinitionFuture54Encoder().wrapAndApplyHeader(target, 0, new MessageHeaderEncoder());
        definition
                .totNumReports(count)
                .securityUpdateAction(SecurityUpdateAction.Add)
                .applID((short) channelId)
                .marketSegmentID((short) 0)
                .underlyingProduct((short) 0)
                .securityExchange(cut(venue, MDInstrumentDefinitionFuture54Encoder.securityExchangeLength()))
                .securityGroup(cut(listing.symbol(), MAX_GROUP_NAME))
                .asset(cut(listing.symbol(), MAX_GROUP_NAME))
                .symbol(listing.symbol())
                .securityID(listing.instrumentId())
                .securityType("FUT")
                .cFICode("FXXXXX")
                .currency(listing.currency())
                .settlCurrency(listing.currency())
                .matchAlgorithm((byte) 'F')
                .minTradeVol(listing.lot())
                .maxTradeVol(Mdp3Publisher.MAX_CONTRACTS)
                .unitOfMeasure("")
                .userDefinedInstrument((byte) 'N');
        definition.matchEventIndicator().clear().endOfEvent(true);
        writeMonth(definition, listing.expiryDate());
        writePrices(definition, listing);
        definition.noEventsCount(0);
        definition.noMDFeedTypesCount(1).next().mDFeedType(REAL_BOOK).marketDepth((byte) LevelChanges.DEPTH);
        definition.noInstAttribCount(0);
        definition.noLotTypeRulesCount(0);
        return definition.limit();
    }

    private static void writeMonth(final MDInstrumentDefinitionFuture54Encoder definition, final int expiryDate) {
        final boolean expires = expiryDate != 0;
        definition
                .maturityMonthYear()
                .year(expires ? expiryDate / 10_000 : 0xFFFF)
                .month((short) (expires ? expiryDate / 100 % 100 : 0xFF))
                .day((short) (expires ? expiryDate % 100 : 0xFF))
                .week((short) 0xFF);
    }

    private static void writePrices(final MDInstrumentDefinitionFuture54Encoder definition, final Mdp3Listing listing) {
        final boolean fits = listing.multiplier() < NO_NUMBER;
        definition
                .mainFraction(MDInstrumentDefinitionFuture54Encoder.mainFractionNullValue())
                .subFraction(MDInstrumentDefinitionFuture54Encoder.subFractionNullValue())
                .priceDisplayFormat(MDInstrumentDefinitionFuture54Encoder.priceDisplayFormatNullValue())
                .openInterestQty(NO_NUMBER)
                .clearedVolume(NO_NUMBER)
                .decayQuantity(NO_NUMBER)
                .decayStartDate(NO_DATE)
                .originalContractSize(NO_NUMBER)
                .contractMultiplier(fits ? (int) listing.multiplier() : NO_NUMBER)
                .contractMultiplierUnit(MDInstrumentDefinitionFuture54Encoder.contractMultiplierUnitNullValue())
                .flowScheduleType(MDInstrumentDefinitionFuture54Encoder.flowScheduleTypeNullValue())
                .tradingReferenceDate(NO_DATE);
        definition.settlPriceType().clear();
        definition.minPriceIncrement().mantissa(listing.tickNanos());
        definition.displayFactor().mantissa(ONE);
        definition.unitOfMeasureQty().mantissa(NO_PRICE);
        definition.tradingReferencePrice().mantissa(NO_PRICE);
        definition.highLimitPrice().mantissa(NO_PRICE);
        definition.lowLimitPrice().mantissa(NO_PRICE);
        definition.maxPriceVariation().mantissa(NO_PRICE);
        definition.minPriceIncrementAmount().mantissa(NO_PRICE);
    }

    private static String cut(final String text, final int most) {
        return text.substring(0, Math.min(most, text.length()));
    }

    /** Sends the next packet: as many as a frame has room for, up to the last one. */
    void turn(final long timeNs) {
        next = next == books.length ? 0 : next;
        if (next == 0) {
            packets.begin();
        }
        do {
            final MutableDirectBuffer definition = definitions[next];
            definition.putByte(
                    HEADER + MDInstrumentDefinitionFuture54Encoder.mDSecurityTradingStatusEncodingOffset(),
                    (byte) StatusEncoder.status(books[next].status).value());
            definition.putLong(
                    HEADER + MDInstrumentDefinitionFuture54Encoder.lastUpdateTimeEncodingOffset(),
                    timeNs,
                    MDInstrumentDefinitionFuture54Encoder.BYTE_ORDER);
            packets.next(lengths[next], Mdp3Packets.FRAME_BYTES);
            packets.add(definition, 0, lengths[next]);
            next++;
        } while (next < books.length && packets.fits(lengths[next], Mdp3Packets.FRAME_BYTES));
        packets.send();
    }
}
