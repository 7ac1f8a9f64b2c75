package io.tiercel.engine.replay.story;

import io.tiercel.codecs.types.RiskReason;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.replay.story.OrderStory.Message;
import io.tiercel.engine.replay.story.OrderStory.Target;
import io.tiercel.engine.risk.Risk;
import java.util.function.Supplier;

/**
 * Which input brought about what controls find: a kill, a lost venue, a feed that fell silent. What a control refuses
 * for lasts, and mostly began long before the order.
 */
final class Grounds {
    private static final RiskReason[] LASTING = {
        RiskReason.ALL_KILLED,
        RiskReason.STRATEGY_KILLED,
        RiskReason.JOURNAL_FULL,
        RiskReason.JOURNAL_SLOW,
        RiskReason.HALTED,
        RiskReason.INSTRUMENT_EXPIRED,
        RiskReason.INSTRUMENT_HALTED,
        RiskReason.VENUE_DOWN,
        RiskReason.BOOK_SUSPECT,
        RiskReason.FEED_NOT_LIVE,
        RiskReason.POSITION_UNKNOWN,
        RiskReason.STOPPING
    };

    private final Target target;
    private final int[] states = new int[LASTING.length];
    private final Message[] changes = new Message[LASTING.length];
    private TradingCore core;

    Grounds(final Target target) {
        this.target = target;
    }

    /** Before the first input. */
    void of(final TradingCore newCore) {
        core = newCore;
        for (int i = 0; i < LASTING.length; i++) {
            states[i] = state(LASTING[i]);
        }
    }

    /** @param input that the core is at, or has just done with; only taken where something changed */
    void look(final Supplier<Message> input) {
        for (int i = 0; i < LASTING.length; i++) {
            final int state = state(LASTING[i]);
            if (state != states[i]) {
                states[i] = state;
                changes[i] = input.get();
            }
        }
    }

    /** The input that last changed what this control looks at; null when none did, or that does not last. */
    Message of(final RiskReason control) {
        for (int i = 0; i < LASTING.length; i++) {
            if (LASTING[i] == control) {
                return changes[i];
            }
        }
        return null;
    }

    private int state(final RiskReason control) {
        final Risk risk = core.risk();
        final int strategyId = target.strategyId();
        return switch (control) {
            case ALL_KILLED -> bit(risk.killed(0));
            case STRATEGY_KILLED -> bit(risk.killed(strategyId));
            case JOURNAL_FULL -> bit(risk.journalFull());
            case JOURNAL_SLOW -> bit(risk.journalSlow());
            case HALTED -> bit(risk.halted(0) || risk.halted(strategyId));
            case STOPPING -> bit(risk.stopping());
            default -> market(control, strategyId);
        };
    }

    private int market(final RiskReason control, final int strategyId) {
        final int id = target.instrumentId();
        final Instrument instrument = id < 1 || id > core.instruments().greatestId()
                ? null
                : core.instruments().get(id);
        if (instrument == null) {
            return -1;
        }
        final Book book = core.books().book(id);
        return switch (control) {
            case INSTRUMENT_EXPIRED, INSTRUMENT_HALTED -> instrument.status().value();
            case VENUE_DOWN -> bit(core.risk().venueUp(instrument.venueId()));
            case BOOK_SUSPECT -> bit(book.suspect());
            case FEED_NOT_LIVE -> book.feedState().value();
            default -> bit(core.positions().known(strategyId, id));
        };
    }

    private static int bit(final boolean state) {
        return state ? 1 : 0;
    }
}
