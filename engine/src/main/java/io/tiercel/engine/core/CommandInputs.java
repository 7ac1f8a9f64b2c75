package io.tiercel.engine.core;

import io.tiercel.codecs.control.ClockStepDecoder;
import io.tiercel.codecs.control.HaltDecoder;
import io.tiercel.codecs.control.JournalPaceDecoder;
import io.tiercel.codecs.control.JournalRoomDecoder;
import io.tiercel.codecs.control.KillDecoder;
import io.tiercel.codecs.control.LimitChangeDecoder;
import io.tiercel.codecs.control.ParameterChangeDecoder;
import io.tiercel.codecs.control.ResumeDecoder;
import io.tiercel.codecs.control.StopRequestDecoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.BooleanFlag;
import io.tiercel.codecs.types.CommandResultCode;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Phase;
import io.tiercel.engine.book.Books;
import io.tiercel.engine.risk.Risk;
import io.tiercel.engine.route.Router;
import io.tiercel.engine.strategy.Strategies;
import org.agrona.DirectBuffer;

/** What an operator, or the process around the core, orders. Each command is answered by a CommandResult. */
final class CommandInputs {
    private final Books books;
    private final Risk risk;
    private final Router router;
    private final Strategies strategies;
    private final OrderFlow orderFlow;
    private final CancelSweeps sweeps;
    private final OutputEncoder outputs;
    private final HaltDecoder halt = new HaltDecoder();
    private final ResumeDecoder resume = new ResumeDecoder();
    private final KillDecoder kill = new KillDecoder();
    private final LimitChangeDecoder limitChange = new LimitChangeDecoder();
    private final ParameterChangeDecoder parameterChange = new ParameterChangeDecoder();
    private final JournalPaceDecoder journalPace = new JournalPaceDecoder();
    private final JournalRoomDecoder journalRoom = new JournalRoomDecoder();
    private final ClockStepDecoder clockStep = new ClockStepDecoder();

    CommandInputs(
            final Books books,
            final Risk risk,
            final Router router,
            final Strategies strategies,
            final OrderFlow orderFlow,
            final CancelSweeps sweeps,
            final OutputEncoder outputs) {
        this.books = books;
        this.risk = risk;
        this.router = router;
        this.strategies = strategies;
        this.orderFlow = orderFlow;
        this.sweeps = sweeps;
        this.outputs = outputs;
    }

    /** False when the template is none of these. */
    boolean onMessage(final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
        switch (header.templateId()) {
            case HaltDecoder.TEMPLATE_ID -> onHalt(halt.wrapAndApplyHeader(buffer, offset, header));
            case ResumeDecoder.TEMPLATE_ID -> onResume(resume.wrapAndApplyHeader(buffer, offset, header));
            case KillDecoder.TEMPLATE_ID -> onKill(kill.wrapAndApplyHeader(buffer, offset, header));
            case LimitChangeDecoder.TEMPLATE_ID ->
                onLimitChange(limitChange.wrapAndApplyHeader(buffer, offset, header));
            case ParameterChangeDecoder.TEMPLATE_ID ->
                onParameterChange(parameterChange.wrapAndApplyHeader(buffer, offset, header));
            case StopRequestDecoder.TEMPLATE_ID -> onStopRequest();
            case JournalRoomDecoder.TEMPLATE_ID ->
                onJournalRoom(journalRoom.wrapAndApplyHeader(buffer, offset, header));
            case JournalPaceDecoder.TEMPLATE_ID ->
                onJournalPace(journalPace.wrapAndApplyHeader(buffer, offset, header));
            case ClockStepDecoder.TEMPLATE_ID -> {
                clockStep.wrapAndApplyHeader(buffer, offset, header);
                outputs.alert(AlertCode.CLOCK_STEP, 0, 0, 0, clockStep.offsetNs(), 0);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void onHalt(final HaltDecoder message) {
        final int strategyId = message.strategyId();
        final CommandResultCode code = scope(strategyId);
        if (code == CommandResultCode.APPLIED) {
            risk.halt(strategyId);
        }
        outputs.commandResult(message.commandId(), code, HaltDecoder.TEMPLATE_ID);
    }

    private void onResume(final ResumeDecoder message) {
        final int strategyId = message.strategyId();
        CommandResultCode code = scope(strategyId);
        if (strategies.failure(strategyId) != null) {
            // What it remembers may be half-changed: nobody can vouch for it before it has been made anew.
            code = CommandResultCode.STRATEGY_FAILED;
        }
        if (strategyId == 0 && risk.journalFull()) {
            code = CommandResultCode.JOURNAL_FULL;
        }
        if (code == CommandResultCode.APPLIED) {
            risk.resume(strategyId);
            if (!risk.stopping()) {
                sweeps.stop(strategyId);
            }
        }
        outputs.commandResult(message.commandId(), code, ResumeDecoder.TEMPLATE_ID);
    }

    private void onKill(final KillDecoder message) {
        final int strategyId = message.strategyId();
        final CommandResultCode code = scope(strategyId);
        if (code == CommandResultCode.APPLIED) {
            orderFlow.kill(strategyId);
        }
        outputs.commandResult(message.commandId(), code, KillDecoder.TEMPLATE_ID);
    }

    private void onLimitChange(final LimitChangeDecoder message) {
        final int strategyId = message.strategyId();
        final int instrumentId = message.instrumentId();
        CommandResultCode code = scope(strategyId);
        if (code == CommandResultCode.APPLIED && instrumentId != 0 && books.book(instrumentId) == null) {
            code = CommandResultCode.UNKNOWN_INSTRUMENT;
        }
        if (code == CommandResultCode.APPLIED) {
            code = risk.changeLimit(strategyId, instrumentId, message.kind(), message.value());
        }
        outputs.commandResult(message.commandId(), code, LimitChangeDecoder.TEMPLATE_ID);
    }

    private void onParameterChange(final ParameterChangeDecoder message) {
        final int strategyId = message.strategyId();
        final long commandId = message.commandId();
        final String name = message.name();
        final String value = message.value();
        final CommandResultCode code = strategies.exists(strategyId)
                ? strategies.changeParameter(strategyId, name, value)
                : CommandResultCode.UNKNOWN_STRATEGY;
        outputs.commandResult(commandId, code, ParameterChangeDecoder.TEMPLATE_ID);
    }

    private void onStopRequest() {
        risk.stopping(true);
        strategies.onSession(0, Phase.STOPPING);
        router.cancelAll(0, 0);
        sweeps.startUntilNoneLeft(0);
    }

    /** The disk has room again: whether to trade on is an operator's to say. */
    private void onJournalRoom(final JournalRoomDecoder message) {
        final boolean full = message.full() == BooleanFlag.TRUE;
        risk.journalFull(full);
        risk.halt(0);
        outputs.alert(AlertCode.JOURNAL_FULL, 0, 0, 0, full ? 1 : 0, 0);
    }

    /** A disk that is quick again needs nobody's word: nothing was lost meanwhile. */
    private void onJournalPace(final JournalPaceDecoder message) {
        final boolean slow = message.slow() == BooleanFlag.TRUE;
        risk.journalSlow(slow);
        outputs.alert(AlertCode.JOURNAL_SLOW, 0, 0, 0, slow ? 1 : 0, 0);
    }

    private CommandResultCode scope(final int strategyId) {
        return strategyId == 0 || strategies.exists(strategyId)
                ? CommandResultCode.APPLIED
                : CommandResultCode.UNKNOWN_STRATEGY;
    }
}
