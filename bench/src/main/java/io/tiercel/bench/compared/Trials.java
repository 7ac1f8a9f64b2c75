package io.tiercel.bench.compared;

import com.sun.management.ThreadMXBean;
import io.tiercel.bench.report.RunDelay;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Rounds in which all entrants have their turn, another one first in each. One thread's. */
public final class Trials {
    private static final double NANOS_PER_SECOND = 1e9;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final List<Entrant> entrants;
    private final long units;
    private final List<Figures> figures = new ArrayList<>();
    private final long[] allocatedBytes;

    /** @param units of which a trial takes so many: rates count them */
    public Trials(final List<Entrant> entrants, final long units) {
        this.entrants = entrants;
        this.units = units;
        allocatedBytes = new long[entrants.size()];
        entrants.forEach(entrant -> figures.add(new Figures(entrant.name())));
    }

    /** Of the entrants, in their order. */
    public List<Figures> figures() {
        return figures;
    }

    /** The most that one of an entrant's measured trials allocated. */
    public long allocatedBytes(final int entrant) {
        return allocatedBytes[entrant];
    }

    /** Whether the first so many entrants came to the same in all rounds. */
    public boolean sameEndings(final int first) {
        return figures.subList(0, first).stream()
                        .flatMap(each -> each.endings().stream())
                        .distinct()
                        .count()
                <= 1;
    }

    /** Whether an entrant came to this in all rounds. */
    public boolean endings(final int entrant, final long expected) {
        return figures.get(entrant).endings().stream().allMatch(each -> each == expected);
    }

    /** Rounds below 0 warm up. */
    public void round(final int round, final RunDelay delay, final Consumer<String> progress) {
        for (int i = 0; i < entrants.size(); i++) {
            final int turn = Math.floorMod(i + round, entrants.size());
            final Trial trial = entrants.get(turn).maker().get();
            trial.prepare();
            // What that leaves behind is not collected at the cost of what comes
            System.gc();
            final long delayBefore = delay.totalNs();
            final long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
            final long processorBeginNs = threads.getCurrentThreadCpuTime();
            final long beginNs = System.nanoTime();
            trial.run();
            final double rate = units * NANOS_PER_SECOND / (System.nanoTime() - beginNs);
            final double processorRate =
                    units * NANOS_PER_SECOND / (threads.getCurrentThreadCpuTime() - processorBeginNs);
            final long allocated = threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
            final boolean disturbed = delay.grewSince(delayBefore);
            progress.accept(
                    (round < 0 ? "warm-up, " : "round, ") + entrants.get(turn).name() + " " + (long) rate + "/s");
            if (round >= 0) {
                figures.get(turn).add(rate, processorRate, disturbed, trial.result());
                allocatedBytes[turn] = Math.max(allocatedBytes[turn], allocated);
            }
        }
    }
}
