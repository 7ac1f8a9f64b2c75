package io.tiercel.engine.simulation;

import io.tiercel.codecs.control.KillDecoder;
import io.tiercel.codecs.control.SessionReadyDecoder;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.replay.Recovered;
import io.tiercel.engine.replay.Recovery;
import io.tiercel.engine.state.StateBuffer;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.SimulatedDisk;
import io.tiercel.journal.SimulatedDisk.Damage;
import io.tiercel.journal.SimulatedSnapshots;
import io.tiercel.journal.Stream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** An engine that is gone: its journal is verified, and recovered the real way, and both are held against the twin. */
final class Crash {
    private static final Path NAME = Path.of("simulation");

    private final World world;
    private final SimulatedJournal journal;
    private final Flaw flaw;
    private final Invariants invariants;
    private final SimulatedSnapshots snapshots;
    private int unused;

    Crash(
            final World world,
            final SimulatedJournal journal,
            final Flaw flaw,
            final Invariants invariants,
            final SimulatedSnapshots snapshots) {
        this.world = world;
        this.journal = journal;
        this.flaw = flaw;
        this.invariants = invariants;
        this.snapshots = snapshots;
    }

    private static void fail(final String invariant, final String what, final Object expected, final Object actual) {
        throw new Violation(invariant, what + ": expected " + expected + ", actual " + actual);
    }

    /** Takes away what was not synced, and has it cut off. */
    void losePower(final Random random) {
        final SimulatedDisk disk = journal.disk();
        final long synced = disk.syncedInput();
        disk.losePower(random);
        for (final Damage damage : disk.verify()) {
            if (damage.stream() == Stream.INPUT && damage.sequence() <= synced) {
                fail("verify finds the damage", "first damaged input", "after " + synced, damage.sequence());
            }
        }
        disk.repair();
    }

    /** The journal verifies; with one bit changed that is found where it is, and nobody goes on from it. */
    void verify(final Random random) {
        final SimulatedDisk disk = journal.disk();
        final List<Damage> found = disk.verify();
        if (!found.isEmpty()) {
            fail("verify finds the damage", "damage of a journal that has none", List.of(), found);
        }
        final SimulatedDisk copy = disk.copy();
        if (disk.writtenInput() < journal.firstSequence()) {
            return;
        }
        final Damage flipped = copy.flip(random);
        final List<Damage> foundInCopy = copy.verify();
        if (!foundInCopy.stream().allMatch(flipped::equals) || foundInCopy.isEmpty()) {
            fail("verify finds the damage", "damage", flipped, foundInCopy);
        }
        // Of the last record nobody can tell a damaged length from a crash.
        if (flipped.stream() == Stream.INPUT && flipped.sequence() < disk.writtenInput() && !copy.inDoubt()) {
            try {
                recover(copy, null);
            } catch (final JournalException refused) {
                return;
            }
            fail("verify finds the damage", "recovery with " + flipped, "refused", "done");
        }
    }

    /** Whether the session had come to trade. */
    boolean wasReady() {
        final long last = journal.disk().writtenInput();
        return journal.inputs().stream()
                .anyMatch(input -> input.kind() == SessionReadyDecoder.TEMPLATE_ID && input.sequence() <= last);
    }

    /**
     * What the real recovery makes of the disk: no input is missing that somebody outside can know of, and its digest
     * is that of a core that was given the same inputs and never crashed.
     */
    Optional<Recovered> recover() {
        final long last = journal.disk().writtenInput();
        if (last < invariants.acknowledged()) {
            fail("no acknowledged input lost", "last input after a crash", invariants.acknowledged(), last);
        }
        final Optional<Recovered> found;
        try {
            found = recover(journal.disk(), snapshots);
        } catch (final JournalException refused) {
            throw new Violation("digest = uncrashed twin", "the recovery is refused: " + refused.getMessage());
        }
        final TradingCore twin = twin(last, 0);
        found.ifPresent(recovered -> {
            if (recovered.sequence() != last) {
                fail("no acknowledged input lost", "last input recovered", last, recovered.sequence());
            }
            if (recovered.digest() != twin.digest()) {
                fail(
                        "digest = uncrashed twin",
                        "digest after input " + last,
                        Long.toHexString(twin.digest()),
                        Long.toHexString(recovered.digest()));
            }
        });
        return found.map(recovered -> switch (flaw) {
            case POSITION_LOST -> without(recovered, lastOf(OrderFilledDecoder.TEMPLATE_ID, last));
            case KILL_FORGOTTEN -> without(recovered, lastOf(KillDecoder.TEMPLATE_ID, last));
            default -> recovered;
        });
    }

    private Optional<Recovered> recover(final SimulatedDisk disk, final SimulatedSnapshots of) {
        return Recovery.read(NAME, new DiskJournal(disk, of), world::newCore, told -> unused++);
    }

    /** Snapshots that the recovery did not take. */
    int unused() {
        return unused;
    }

    /** A core that is given what the engine had, from memory. */
    private TradingCore twin(final long last, final long without) {
        final TradingCore twin = world.newCore();
        for (final Input input : journal.inputs()) {
            if (input.sequence() <= last && input.sequence() != without) {
                input.give(twin);
            }
        }
        return twin;
    }

    private long lastOf(final int kind, final long last) {
        return journal.inputs().stream()
                .filter(input -> input.kind() == kind && input.sequence() <= last)
                .mapToLong(Input::sequence)
                .max()
                .orElse(0);
    }

    /** A planted bug: as if this input had not been. */
    private Recovered without(final Recovered recovered, final long sequence) {
        if (sequence == 0) {
            return recovered;
        }
        final TradingCore core = twin(recovered.sequence(), sequence);
        final StateBuffer state = new StateBuffer();
        core.snapshotTo(state);
        return new Recovered(
                recovered.journal(),
                recovered.sequence(),
                recovered.timeNs(),
                core.digest(),
                state.toByteArray(),
                recovered.definitions(),
                core.openOrderCount(),
                core.risk().stopping(),
                recovered.inputs(),
                recovered.unrecorded());
    }

    /** What the core was when it was killed between two inputs is what comes back. */
    void requireSame(final TradingCore core, final long lastOfCore, final Recovered recovered) {
        if (flaw == Flaw.NONE && recovered.sequence() == lastOfCore && core.digest() != recovered.digest()) {
            fail(
                    "digest = uncrashed twin",
                    "digest of the core that was killed after input " + recovered.sequence(),
                    Long.toHexString(core.digest()),
                    Long.toHexString(recovered.digest()));
        }
    }
}
