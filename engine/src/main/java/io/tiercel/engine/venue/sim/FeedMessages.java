package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.marketdata.InstrumentStatusDecoder;
import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.L3CancelDecoder;
import io.tiercel.codecs.marketdata.L3DeleteDecoder;
import io.tiercel.codecs.marketdata.L3ExecuteDecoder;
import io.tiercel.codecs.marketdata.L3ModifyDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.marketdata.SessionPhaseDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

/** Tells messages of the exchange's feed apart, for a {@link NativeFeed}. One thread. */
@HotPath
public final class FeedMessages {
    /** Of each kind but L3Clear, which says only of an image what that begins with: empty books. */
    public interface Listener {
        void onAdd(L3AddDecoder added);

        void onExecute(L3ExecuteDecoder executed);

        void onCancel(L3CancelDecoder cancelled);

        void onDelete(L3DeleteDecoder deleted);

        void onModify(L3ModifyDecoder modified);

        void onReplace(L3ReplaceDecoder replaced);

        void onInstrumentStatus(InstrumentStatusDecoder said);

        void onPhase(SessionPhaseDecoder said);

        void onFeedStatus(FeedStatusDecoder said);
    }

    private final Listener listener;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final L3AddDecoder add = new L3AddDecoder();
    private final L3ModifyDecoder modify = new L3ModifyDecoder();
    private final L3ExecuteDecoder execute = new L3ExecuteDecoder();
    private final L3CancelDecoder cancel = new L3CancelDecoder();
    private final L3DeleteDecoder delete = new L3DeleteDecoder();
    private final L3ReplaceDecoder replace = new L3ReplaceDecoder();
    private final InstrumentStatusDecoder instrumentStatus = new InstrumentStatusDecoder();
    private final SessionPhaseDecoder sessionPhase = new SessionPhaseDecoder();
    private final FeedStatusDecoder feedStatus = new FeedStatusDecoder();

    public FeedMessages(final Listener listener) {
        this.listener = listener;
    }

    public void onMessage(final DirectBuffer buffer, final int offset) {
        header.wrap(buffer, offset);
        final int body = offset + MessageHeaderDecoder.ENCODED_LENGTH;
        final int block = header.blockLength();
        final int version = header.version();
        switch (header.templateId()) {
            case L3AddDecoder.TEMPLATE_ID -> listener.onAdd(add.wrap(buffer, body, block, version));
            case L3ExecuteDecoder.TEMPLATE_ID -> listener.onExecute(execute.wrap(buffer, body, block, version));
            case L3CancelDecoder.TEMPLATE_ID -> listener.onCancel(cancel.wrap(buffer, body, block, version));
            case L3DeleteDecoder.TEMPLATE_ID -> listener.onDelete(delete.wrap(buffer, body, block, version));
            case L3ModifyDecoder.TEMPLATE_ID -> listener.onModify(modify.wrap(buffer, body, block, version));
            case L3ReplaceDecoder.TEMPLATE_ID -> listener.onReplace(replace.wrap(buffer, body, block, version));
            case InstrumentStatusDecoder.TEMPLATE_ID ->
                listener.onInstrumentStatus(instrumentStatus.wrap(buffer, body, block, version));
            case SessionPhaseDecoder.TEMPLATE_ID -> listener.onPhase(sessionPhase.wrap(buffer, body, block, version));
            case FeedStatusDecoder.TEMPLATE_ID -> listener.onFeedStatus(feedStatus.wrap(buffer, body, block, version));
            default -> {
                // L3Clear
                return;
            }
        }
    }
}
