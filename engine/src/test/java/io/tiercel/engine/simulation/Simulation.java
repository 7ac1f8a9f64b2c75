package io.tiercel.engine.simulation;

import io.tiercel.codecs.Digest;
import io.tiercel.engine.boot.session.SimulatedEngine;
import io.tiercel.engine.boot.session.SimulatedEngine.Surroundings;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.ingress.Clock;
import io.tiercel.engine.ingress.SteppingClock;
import io.tiercel.engine.pipeline.InputProbe;
import io.tiercel.engine.pipeline.VenuePort.Result;
import io.tiercel.engine.replay.Recovered;
import io.tiercel.engine.replay.SnapshotTaker;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.SimulatedCommit;
import io.tiercel.journal.SimulatedSnapshots;
import io.tiercel.journal.Stream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.agrona.DirectBuffer;

/**
 * One engine and its world, on one thread and from one seed: clock, lines, exchange and disk are the simulation's, and
 * nothing of them is to be relied on; what runs on them is the engine's own code.
 *
 * <pre>
 *  Market ─► Line ─► InlineLoop: Ingress ─► SimulatedJournal ─► TradingCore ─► Gate ─► Market
 *    ▲                   killed: SimulatedDisk ─► Recovery ─► the next engine
 *  storms, and calms in which all has to come right
 * </pre>
 */
final class Simulation {
    private static final int STORMS = 3;
    private static final int STORM_ROUNDS = 250;
    private static final int CALM_ROUNDS = 3_000;
    private static final int LEAST_CALM_ROUNDS = 30;
    private static final int BUSY_ROUNDS = 20_000;
    private static final int STEP_NS = 1_000_000_000;
    private static final int RESTART_NS = 30_000_000;
    private static final int FULL_BYTES = 66_000;
    private static final int MOST_HELD = 8;
    private static final int MOST_BETWEEN_SNAPSHOTS = 300;
    /** One in so many rounds. */
    private static final int SYNC_CHANCE = 4;

    private final long seed;
    private final Flaw flaw;
    private final World world;
    private final Faults faults;
    private final Random random;
    private final boolean synced;
    private final SteppingClock.Host host = new SteppingClock.Host(World.START_NS);
    private final Market market;
    private final Line commandLine;
    private final Operator operator;
    private final Invariants invariants;
    private SimulatedJournal journal;
    private SimulatedSnapshots snapshots = new SimulatedSnapshots();
    /** A process beside the engine's. */
    private SnapshotTaker taker;

    private SimulatedEngine engine;
    private Optional<SimulatedCommit> commit = Optional.empty();
    private Clock clock;
    private TradingCore core;
    private Optional<Recovered> recovered = Optional.empty();
    private long lastSequence;
    private long anchorNs;
    private long lastOfCore;
    private long trace = Digest.SEED;
    private long inputCount;
    private int restarts;
    private boolean over;

    Simulation(final long seed, final World world, final Flaw flaw) {
        this.seed = seed;
        this.flaw = flaw;
        this.world = world;
        faults = new Faults(seed);
        random = faults.random();
        synced = random.nextBoolean();
        market = new Market(faults, this::trueNs, flaw == Flaw.EXECUTION_FORGOTTEN);
        commandLine = new Line("command", faults, any -> 0, any -> 0, any -> 0);
        operator = new Operator(commandLine);
        invariants = new Invariants(market.ledger());
    }

    static Outcome run(final long seed, final World world, final Flaw flaw) {
        return new Simulation(seed, world, flaw).run();
    }

    private long trueNs() {
        return host.trueNs(World.START_NS);
    }

    private Outcome run() {
        try {
            begin();
            for (int storm = 0; storm < STORMS && !over; storm++) {
                storm();
                calm();
            }
            end();
            return outcome(null);
        } catch (final Violation violation) {
            return outcome(violation);
        } catch (final RuntimeException thrown) {
            return outcome(new Violation("nothing else throws", thrown + " at " + thrown.getStackTrace()[0]));
        }
    }

    private Outcome outcome(final Violation violation) {
        return new Outcome(
                seed,
                violation == null ? null : violation.invariant(),
                violation == null ? null : violation.getMessage(),
                Digest.mix(trace, journal == null ? 0 : journal.trace()),
                faults.steps(),
                inputCount + (journal == null ? 0 : journal.inputs().size()),
                market.ledger().orderCount(),
                market.ledger().fillCount(),
                restarts,
                faults.counts());
    }

    /** Until an engine has opened its session: that, too, can be killed. */
    private void begin() {
        boolean opened = false;
        while (!opened && !over) {
            opened = guarded(this::open);
        }
        if (over) {
            return;
        }
        if (recovered.map(Recovered::stopping).orElse(false)) {
            engine.requestStop();
        }
        market.connect();
        market.image();
    }

    private void open() {
        engine = null;
        final long first = lastSequence + 1;
        journal = new SimulatedJournal(faults, host::advance, flaw, this::onAppended, random.nextLong(), first);
        anchorNs = host.utcNs() - trueNs();
        clock = flaw == Flaw.CLOCK_BACK ? new HostClock(host) : new SteppingClock(host);
        core = world.newCore();
        snapshots = new SimulatedSnapshots();
        taker = new SnapshotTaker(
                "simulation",
                journal.disk().read(Stream.INPUT),
                world.newCore(),
                1 + random.nextInt(MOST_BETWEEN_SNAPSHOTS),
                snapshots::write);
        commit = synced ? Optional.of(new SimulatedCommit(journal, this::trueNs)) : Optional.empty();
        engine = new SimulatedEngine(
                world.configuration,
                world.reference,
                core,
                new Surroundings(
                        clock,
                        journal,
                        this::send,
                        new Probe(),
                        this::answered,
                        commit.map(SimulatedCommit::point),
                        MOST_HELD,
                        commandLine,
                        market.words(),
                        market.feed()),
                first,
                recovered);
    }

    private void onAppended(final Input before, final Input input) {
        invariants.time(before, input, trueNs() + anchorNs);
        if (!synced) {
            invariants.acknowledge(input.sequence());
        }
    }

    private long durable() {
        return synced ? journal.disk().syncedInput() : journal.disk().writtenInput();
    }

    private long now() {
        return journal.firstSequence() + journal.inputs().size() - 1;
    }

    private Result send(final DirectBuffer buffer, final int offset, final int length) {
        faults.step();
        final OptionalLong token = Invariants.token(buffer, offset);
        final Result result = market.send(buffer, offset, length, () -> {
            invariants.leaves(
                    buffer, offset, token.isPresent() ? journal.causeOf(token.getAsLong()) : now(), durable());
            trace = Digest.mix(trace, buffer, offset, length);
        });
        faults.step();
        return result;
    }

    /** An operator has the answer to a command: it is not to be taken back. */
    private void answered() {
        if (synced) {
            journal.sync();
        }
        invariants.acknowledge(now());
    }

    private void storm() {
        faults.calm(false);
        for (int i = 0; i < STORM_ROUNDS && !over; i++) {
            round();
            trouble();
        }
    }

    private void trouble() {
        final Rates rates = faults.rates();
        if (faults.comes("disconnect", rates.disconnect())) {
            market.disconnect();
        }
        if (faults.comes("clock step", rates.step())) {
            host.step(random.nextInt(2 * STEP_NS) - STEP_NS);
        }
        if (faults.comes("command", rates.command())) {
            operator.act(random);
        }
        if (faults.comes("snapshots", rates.snapshots())) {
            takeSnapshots();
        }
        if (faults.comes("disk full", rates.full())) {
            journal.fill(random.nextInt(FULL_BYTES));
        } else if (random.nextInt(10) == 0) {
            journal.free();
        }
    }

    private void takeSnapshots() {
        try {
            if (taker != null) {
                taker.doWork();
            }
        } catch (final JournalException damaged) {
            // That process ends, and nobody else does.
            taker = null;
        }
    }

    /** Nothing goes wrong any more, and soon engine and exchange agree on everything. */
    private void calm() {
        if (over) {
            return;
        }
        faults.calm(true);
        journal.free();
        market.calm();
        operator.resumeAll();
        String difference = "";
        for (int i = 0; i < CALM_ROUNDS && difference != null && !over; i++) {
            round();
            difference = i < LEAST_CALM_ROUNDS || engine == null ? "" : invariants.difference(core);
        }
        if (difference != null && !over) {
            throw new Violation("positions = sum of fills", "after " + CALM_ROUNDS + " calm rounds: " + difference);
        }
    }

    /** Time goes on to whatever is next, and everybody does what is due. */
    private void round() {
        final long untilNs = Math.min(market.nextEventNs() - trueNs(), engine.nextDeadlineNs() - clock.timeNs());
        host.advance(Math.max(0, untilNs));
        market.advance();
        if (!guarded(this::work)) {
            begin();
        } else if (engine.stopped()) {
            over = true;
        }
        invariants.noFillTwice(core);
    }

    private void work() {
        int rounds = 0;
        while (!engine.stopped() && (engine.doWork() > 0 | sync())) {
            market.advance();
            if (++rounds == BUSY_ROUNDS) {
                throw new Violation("the engine comes to rest", rounds + " rounds at one moment");
            }
        }
    }

    /** The disk takes its time, and is quick again in a calm; returns whether there was something to sync. */
    private boolean sync() {
        return commit.isPresent()
                && (faults.rates() == Rates.NONE || random.nextInt(SYNC_CHANCE) == 0)
                && commit.get().doWork();
    }

    /** False: the engine is gone, and what it left behind is recovered. */
    private boolean guarded(final Runnable part) {
        try {
            part.run();
            return true;
        } catch (final RuntimeException | Error thrown) {
            // The core gives what its surroundings throw a cover of its own.
            final Throwable broken = thrown.getCause() == null ? thrown : thrown.getCause();
            if (broken instanceof Violation violation) {
                throw violation;
            }
            if (!(broken instanceof Killed)) {
                halt(thrown);
            }
            crash(synced
                    && broken instanceof Killed
                    && faults.comes("power lost", faults.rates().power()));
        }
        return false;
    }

    /** As a live run does when its journal fails. */
    private void halt(final Throwable cause) {
        if (!journal.failed()) {
            throw new Violation("the engine goes on", cause + " at " + cause.getStackTrace()[0]);
        }
        try {
            if (engine != null) {
                engine.fail(cause);
            }
        } catch (final Killed alsoKilled) {
            // Then that is how it ends.
            trace = Digest.mix(trace, faults.steps());
        }
        market.advance();
    }

    private void crash(final boolean power) {
        restarts++;
        faults.revive();
        market.lose();
        commandLine.clear();
        final boolean damaged = snapshots.count() > 0
                && faults.comes("snapshot damaged", faults.rates().damaged());
        if (damaged) {
            snapshots.damageNewest(random);
        }
        final Crash crash = new Crash(world, journal, flaw, invariants, snapshots);
        if (power) {
            crash.losePower(random);
        }
        crash.verify(random);
        invariants.recovered(journal.inputs(), lastOfCore, journal.disk().writtenInput());
        if (crash.wasReady()) {
            recovered = crash.recover();
            if (damaged && crash.unused() == 0) {
                throw new Violation("verify finds the damage", "a damaged snapshot is gone on from");
            }
            // Its session had come to its end: another one would begin anew, with what positions.csv says.
            over = recovered.isEmpty();
            if (now() == lastOfCore) {
                recovered.ifPresent(state -> crash.requireSame(core, lastOfCore, state));
            }
        }
        lastSequence = flaw == Flaw.SEQUENCE_AGAIN
                ? journal.firstSequence() - 1
                : Math.max(lastSequence, journal.disk().writtenInput());
        trace = Digest.mix(Digest.mix(trace, journal.trace()), lastSequence);
        inputCount += journal.inputs().size();
        host.advance(random.nextInt(RESTART_NS));
        // An engine refuses to start with a clock that is behind its journal.
        host.advance(Math.max(0, recovered.map(Recovered::timeNs).orElse(0L) - host.utcNs()));
        market.advance();
    }

    /** A stop in peace: all that is open comes to its end, and the journal is whole. */
    private void end() {
        if (!over) {
            engine.requestStop();
            for (int i = 0; i < CALM_ROUNDS && !over; i++) {
                round();
            }
            if (!engine.stopped() || !engine.endedClean()) {
                throw new Violation("a stop ends all orders", "open in the core: " + core.openOrderCount());
            }
            final String difference = invariants.difference(core);
            if (difference != null) {
                throw new Violation("positions = sum of fills", "after the stop: " + difference);
            }
        }
        new Crash(world, journal, flaw, invariants, null).verify(random);
    }

    /** What the core has done. */
    private final class Probe implements InputProbe {
        @Override
        public void onOutput(
                final long sequence,
                final long inputTimeNs,
                final int templateId,
                final boolean left,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            // What leaves is looked at where it leaves.
        }

        @Override
        public void onInputDone(
                final long sequence,
                final long inputTimeNs,
                final int templateId,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            lastOfCore = sequence;
            invariants.onCommand(journal.inputs().get(journal.inputs().size() - 1));
        }
    }
}
