package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tiercel.codecs.Digest;
import io.tiercel.codecs.control.SessionReadyDecoder;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.session.CoreFactory;
import io.tiercel.engine.boot.session.RunParts;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.TradingDay;
import io.tiercel.engine.replay.JournalHead;
import io.tiercel.engine.state.Outputs;
import io.tiercel.engine.state.StateBuffer;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import io.tiercel.engine.strategy.Execution;
import io.tiercel.engine.strategy.Strategy;
import io.tiercel.engine.strategy.StrategyContext;
import io.tiercel.engine.strategy.StrategyFactory;
import io.tiercel.engine.strategy.StrategySetup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four dates on virtual time, from Monday 2026-01-05 14:30:00: a minute of trading, a holiday, a half day, and a
 * regular day in which the run ends. Only one day is known ahead. MERLIN expires on the half day.
 */
final class MultiDayRunTest {
    private static final Outputs NOWHERE = (cause, ordinal, buffer, offset, length) -> {};
    private static final long SECOND = 1_000_000_000L;
    private static final long DURATION_NS = (3 * 86_400 + 30) * SECOND;
    private static final String CALENDAR = """
            calendar,zone,day,open,close,kind
            short,UTC,MON-FRI,14:29:00,14:31:00,regular
            short,UTC,2026-01-06,,,holiday
            short,UTC,2026-01-07,14:29:00,14:30:00,half
            """;
    private static final String INSTRUMENTS = """
            id,symbol,venue,venueSymbol,tickTable,lot,quantityScale,multiplier,currency,expiry,calendar,depth
            1,KESTREL,SIM,KESTREL,share,1,0,1,EUR,,short,by-order
            2,MERLIN,SIM,MERLIN,share,1,0,1,EUR,2026-01-07,short,by-order
            """;

    @TempDir
    Path temporary;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Leaves orders over night and writes down what becomes of them. */
    private static final class Overnight implements Strategy {
        private final List<String> heard = new ArrayList<>();
        private final List<String> phases = new ArrayList<>();
        private final StrategyContext context;
        private final Instrument kestrel;
        private final Instrument merlin;
        private long dayOrder;
        private long kept;
        private long ended;
        private long held;

        private Overnight(final StrategySetup setup) {
            context = setup.context();
            kestrel = setup.instrument("kestrel");
            merlin = setup.instrument("merlin");
        }

        @Override
        public void onSession(final int venueId, final Phase phase) {
            final TradingDay day = context.tradingDay(kestrel.id());
            phases.add(phase + " " + (day == null ? "" : day.date() + (day.halfDay() ? " half" : "")));
            if (phase == Phase.OPEN) {
                context.startTimer(10 * SECOND, day.date());
            }
        }

        @Override
        public void onTimer(final long timerId, final long date) {
            if (date == 20260105) {
                dayOrder = buy(kestrel, TimeInForce.DAY, 95);
                kept = buy(kestrel, TimeInForce.GTC, 94);
                ended = buy(merlin, TimeInForce.GTC, 22);
                held = buy(merlin, TimeInForce.IOC, 24);
            } else if (date == 20260108) {
                buy(merlin, TimeInForce.DAY, 22);
                context.orders().cancel(kept);
            }
        }

        @Override
        public void snapshotTo(final StateWriter writer) {
            writer.putLong(dayOrder);
            writer.putLong(kept);
            writer.putLong(ended);
            writer.putLong(held);
        }

        @Override
        public void restoreFrom(final StateReader reader) {
            dayOrder = reader.takeLong();
            kept = reader.takeLong();
            ended = reader.takeLong();
            held = reader.takeLong();
        }

        private long buy(final Instrument instrument, final TimeInForce timeInForce, final long price) {
            return context.orders()
                    .submit(instrument.id(), Side.BUY, OrderType.LIMIT, timeInForce, false, price * SECOND, 10);
        }

        @Override
        public void onExecution(final Execution execution) {
            if (execution.kind() == Execution.Kind.FILLED && !execution.closed()) {
                return;
            }
            final long id = execution.orderId();
            final String name =
                    id == dayOrder ? "day" : id == kept ? "kept" : id == ended ? "ended" : id == held ? "held" : "late";
            final int date = (int) (context.timeNs() / SECOND / 86_400 - 20_458);
            final boolean refused = execution.kind() == Execution.Kind.REFUSED;
            heard.add(date + " " + name + " " + execution.kind() + (refused ? " " + execution.riskReason() : ""));
        }
    }

    private final List<Overnight> strategies = new ArrayList<>();

    private Function<String, StrategyFactory> catalogue() {
        return name -> setup -> {
            final Overnight strategy = new Overnight(setup);
            strategies.add(strategy);
            return strategy;
        };
    }

    @Test
    void shouldTradeOverSeveralDaysAndReplayThemAlike() throws IOException {
        final Path journal = temporary.resolve("journal");
        assertEquals(0, run(journal), this::err);

        final Config run = json();
        assertEquals(0, run.getLong("unreconciled"));
        // The first one was made to check its parameters.
        final Overnight live = strategies.get(1);
        assertEquals(
                List.of(
                        "OPEN 20260105",
                        "CLOSED ",
                        "PRE_OPEN 20260107 half",
                        "OPEN 20260107 half",
                        "CLOSED 20260108",
                        "PRE_OPEN 20260108",
                        "OPEN 20260108",
                        "STOPPING 20260108"),
                live.phases);
        assertEquals(
                List.of(
                        "0 day ACCEPTED",
                        "0 kept ACCEPTED",
                        "0 ended ACCEPTED",
                        "0 held ACCEPTED",
                        "0 held FILLED",
                        "0 day EXPIRED",
                        "2 ended EXPIRED",
                        "3 late REFUSED INSTRUMENT_EXPIRED",
                        "3 kept CANCELLED"),
                live.heard);
        assertEquals(10, live.context.position(live.merlin.id()));

        strategies.clear();
        out.reset();
        assertEquals(
                0,
                ReplayRunner.replay(new ReplayOptions(journal, true, true), catalogue(), stream(out), stream(err)),
                this::err);
        final Config replay = json();
        assertTrue(replay.getBoolean("equal"));
        assertEquals(run.getString("digest"), replay.getString("digest"));
        assertEquals(live.heard, strategies.get(0).heard);
    }

    @Test
    void shouldGoOnAlikeFromASnapshotOfAnyDay() throws IOException {
        final Path journal = temporary.resolve("journal");
        assertEquals(0, run(journal), this::err);
        final String digest = json().getString("digest");
        final EngineConfiguration configuration =
                EngineConfiguration.fromResolved(JournalHead.read(journal).configuration());
        final List<JournalInputs.Input> inputs = JournalInputs.read(journal);
        int ready = 0;
        while (inputs.get(ready).kind() != SessionReadyDecoder.TEMPLATE_ID) {
            ready++;
        }

        for (int percent = 0; percent <= 100; percent += 10) {
            final int k = ready + 1 + (inputs.size() - ready - 1) * percent / 100;
            final TradingCore first = CoreFactory.create(configuration, catalogue());
            give(first, inputs, 0, k);
            final StateBuffer state = new StateBuffer();
            first.snapshotTo(state);
            final TradingCore second = CoreFactory.create(configuration, catalogue());
            give(second, inputs, 0, ready + 1);
            second.restoreFrom(state.reader());

            assertEquals(first.digest(), second.digest(), "after input " + k);
            assertEquals(first.nextDeadlineNs(), second.nextDeadlineNs(), "after input " + k);
            give(second, inputs, k, inputs.size());
            assertEquals(digest, Digest.format(second.digest()), "after input " + k);
        }
    }

    private static void give(
            final TradingCore core, final List<JournalInputs.Input> inputs, final int from, final int to) {
        for (int i = from; i < to; i++) {
            inputs.get(i).give(core, NOWHERE);
        }
    }

    private int run(final Path journal) throws IOException {
        final RunParts parts = new RunParts(
                catalogue(),
                RunParts.STANDARD.journals(),
                RunParts.STANDARD.venueLogs(),
                RunParts.STANDARD.firstDataTimeoutNs());

        return EngineRunner.run(
                new RunOptions(
                        configuration(),
                        OptionalLong.of(DURATION_NS),
                        OptionalLong.empty(),
                        true,
                        true,
                        Optional.of(journal),
                        true,
                        List.of()),
                parts,
                stream(out),
                stream(err));
    }

    private Path configuration() throws IOException {
        final Path ticks = Path.of("..", "config", "reference", "ticks.csv").toAbsolutePath();
        Files.writeString(temporary.resolve("calendar.csv"), CALENDAR);
        Files.writeString(temporary.resolve("instruments.csv"), INSTRUMENTS);
        return Files.writeString(
                temporary.resolve("t.conf"),
                String.join(
                        "\n",
                        "engine { maxInstruments = 8, maxBookOrders = 20000, maxBookLevels = 5000, silenceTick = 10s }",
                        "journal { folder = \"" + temporary.resolve("ledger") + "\", blockBytes = 1MiB }",
                        "venues.SIM { id = 1, eventsPerSecond = 50",
                        "  instruments { KESTREL { startPrice = 101.50 }, MERLIN { startPrice = 23.75 } } }",
                        "risk { maxOrderQuantity = 1000, maxOrderNotional = 250000, priceCollarBasisPoints = 1000 }",
                        "strategies.night { class = Overnight, parameters { kestrel = KESTREL, merlin = MERLIN } }",
                        "reference { daysAhead = 1, ticks = \"" + ticks + "\"",
                        "  instruments = instruments.csv, calendar = calendar.csv }",
                        ""));
    }

    private static PrintStream stream(final ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private Config json() {
        return ConfigFactory.parseString(out.toString(StandardCharsets.UTF_8));
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
