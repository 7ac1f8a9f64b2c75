package io.tiercel.engine.boot.log;

import io.tiercel.codecs.control.AlertDecoder;
import io.tiercel.codecs.control.ClockStepDecoder;
import io.tiercel.codecs.control.CommandResultDecoder;
import io.tiercel.codecs.control.JournalPaceDecoder;
import io.tiercel.codecs.control.JournalRoomDecoder;
import io.tiercel.codecs.control.ReferenceDataEndDecoder;
import io.tiercel.codecs.control.SessionEndDecoder;
import io.tiercel.codecs.control.SessionReadyDecoder;
import io.tiercel.codecs.control.StopRequestDecoder;
import io.tiercel.codecs.control.StrategyFailedDecoder;
import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.orders.RiskRejectedDecoder;
import io.tiercel.codecs.orders.VenueSessionDownDecoder;
import io.tiercel.codecs.orders.VenueSessionUpDecoder;
import io.tiercel.codecs.types.BooleanFlag;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.boot.configuration.EngineConfiguration.LogLevel;
import io.tiercel.engine.observe.EventReceiver;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/** Makes events of the log out of the messages that the gate's thread has told. The log's thread. */
final class CoreEvents {
    private static final int TEMPLATE = MessageHeaderDecoder.templateIdEncodingOffset();

    private final EventReceiver receiver;
    private final String thread;
    private final Scopes scopes;
    private final Commands commands;
    private final RiskRejects rejects;
    private final Consumer<LogEvent> log;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    /** @param thread the one that tells */
    CoreEvents(final EventReceiver receiver, final String thread, final Scopes scopes, final Consumer<LogEvent> log) {
        this.receiver = receiver;
        this.thread = thread;
        this.scopes = scopes;
        this.log = log;
        commands = new Commands(scopes);
        rejects = new RiskRejects(scopes, log);
    }

    /** Logs what has come, at most so much; whether there may be more. */
    boolean drain(final long nowNs, final int limit) {
        for (int left = limit; left > 0; left--) {
            if (!receiver.next()) {
                rejects.showDue(nowNs);
                return false;
            }
            if (receiver.whole()) {
                tryTake(receiver.message(), nowNs);
            } else {
                log.accept(event(LogCode.UNREADABLE).put("template", templateId(receiver.message())));
            }
        }
        return true;
    }

    /** Events that were overwritten before they could be read. */
    long missedCount() {
        return receiver.missedCount();
    }

    /** Logs what was held back. */
    void close() {
        rejects.showAll();
    }

    private void tryTake(final DirectBuffer message, final long nowNs) {
        try {
            take(message, nowNs);
        } catch (final RuntimeException unreadable) {
            // A message from outside may hold anything; the core has already made of it what it could.
            log.accept(event(LogCode.UNREADABLE)
                    .put("template", templateId(message))
                    .thrown(unreadable));
        }
    }

    private void take(final DirectBuffer message, final long nowNs) {
        switch (templateId(message)) {
            case AlertDecoder.TEMPLATE_ID -> log.accept(alert(message));
            case RiskRejectedDecoder.TEMPLATE_ID ->
                rejects.on(
                        event(LogCode.RISK_REJECTED),
                        receiver.sequence(),
                        new RiskRejectedDecoder().wrapAndApplyHeader(message, 0, header),
                        nowNs);
            case StrategyFailedDecoder.TEMPLATE_ID -> log.accept(strategyFailed(message));
            case CommandResultDecoder.TEMPLATE_ID -> commands.result(receiver.sequence(), message);
            case VenueSessionUpDecoder.TEMPLATE_ID -> log.accept(venueUp(message));
            case VenueSessionDownDecoder.TEMPLATE_ID -> log.accept(venueDown(message));
            case FeedStatusDecoder.TEMPLATE_ID -> log.accept(feed(message));
            case JournalRoomDecoder.TEMPLATE_ID ->
                log.accept(event(LogCode.JOURNAL_ROOM)
                        .put(
                                "full",
                                new JournalRoomDecoder()
                                                .wrapAndApplyHeader(message, 0, header)
                                                .full()
                                        == BooleanFlag.TRUE));
            case JournalPaceDecoder.TEMPLATE_ID ->
                log.accept(event(LogCode.JOURNAL_PACE)
                        .put(
                                "slow",
                                new JournalPaceDecoder()
                                                .wrapAndApplyHeader(message, 0, header)
                                                .slow()
                                        == BooleanFlag.TRUE));
            case ClockStepDecoder.TEMPLATE_ID ->
                log.accept(event(LogCode.CLOCK_STEP)
                        .put(
                                "offsetNs",
                                new ClockStepDecoder()
                                        .wrapAndApplyHeader(message, 0, header)
                                        .offsetNs()));
            case ReferenceDataEndDecoder.TEMPLATE_ID -> log.accept(referenceData(message));
            case SessionReadyDecoder.TEMPLATE_ID -> log.accept(event(LogCode.READY));
            case StopRequestDecoder.TEMPLATE_ID -> log.accept(event(LogCode.STOP));
            case SessionEndDecoder.TEMPLATE_ID -> log.accept(sessionEnd(message));
            default -> log.accept(commands.command(event(LogCode.COMMAND), receiver.sequence(), message));
        }
    }

    private static int templateId(final DirectBuffer message) {
        return message.getShort(TEMPLATE, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    private LogEvent event(final LogCode code) {
        return new LogEvent(code, receiver.timeNs(), thread).sequence(receiver.sequence());
    }

    private LogEvent alert(final DirectBuffer message) {
        final AlertDecoder alert = new AlertDecoder().wrapAndApplyHeader(message, 0, header);
        final LogEvent event = event(LogCode.ALERT).put("code", alert.code().name());
        scopes.strategy(event, alert.strategyId());
        scopes.instrument(event, alert.instrumentId());
        scopes.order(event, alert.orderId());
        return event.put("value", alert.value()).put("limit", alert.limitValue());
    }

    private LogEvent strategyFailed(final DirectBuffer message) {
        final StrategyFailedDecoder failed = new StrategyFailedDecoder().wrapAndApplyHeader(message, 0, header);
        final LogEvent event = event(LogCode.STRATEGY_FAILED);
        scopes.strategy(event, failed.strategyId());
        event.put("callback", failed.callback().name());
        return event.put("exception", failed.exceptionClass());
    }

    private LogEvent venueUp(final DirectBuffer message) {
        final VenueSessionUpDecoder up = new VenueSessionUpDecoder().wrapAndApplyHeader(message, 0, header);
        final LogEvent event = event(LogCode.VENUE_SESSION_UP);
        scopes.venue(event, up.venueId());
        return event.put("session", up.sessionId()).put("nextInbound", up.nextInbound());
    }

    private LogEvent venueDown(final DirectBuffer message) {
        final VenueSessionDownDecoder down = new VenueSessionDownDecoder().wrapAndApplyHeader(message, 0, header);
        final LogEvent event = event(LogCode.VENUE_SESSION_DOWN);
        scopes.venue(event, down.venueId());
        return event.put("session", down.sessionId());
    }

    private LogEvent feed(final DirectBuffer message) {
        final FeedStatusDecoder status = new FeedStatusDecoder().wrapAndApplyHeader(message, 0, header);
        final LogEvent event = event(LogCode.FEED_STATUS)
                .level(status.state() == FeedState.LIVE ? LogLevel.INFO : LogLevel.WARN)
                .put("feed", status.feedId())
                .put("state", status.state().name());
        scopes.instrument(event, status.instrumentId());
        return event;
    }

    private LogEvent referenceData(final DirectBuffer message) {
        final ReferenceDataEndDecoder end = new ReferenceDataEndDecoder().wrapAndApplyHeader(message, 0, header);
        return event(LogCode.REFERENCE_DATA).put("revision", end.revision()).put("items", end.itemCount());
    }

    private LogEvent sessionEnd(final DirectBuffer message) {
        rejects.showAll();
        final SessionEndDecoder end = new SessionEndDecoder().wrapAndApplyHeader(message, 0, header);
        final LogEvent event = event(LogCode.SESSION_END)
                .put("ordersEnded", end.reconciled() == BooleanFlag.TRUE)
                .put("exitCode", end.exitCode());
        return event.put("reason", end.reason());
    }
}
