package io.tiercel.engine.simulation;

import java.util.Random;

/**
 * How often which fault comes, in each of its occasions.
 *
 * @param kill         at a step: before and after an append, a sync and a sending
 * @param power        of a kill: the machine loses its power, and what was not synced may be gone
 * @param loseFeed     of a packet
 * @param repeatFeed   of a packet
 * @param swapFeed     of a packet: it comes after the next one
 * @param loseWord     of an execution or answer
 * @param repeatWord   of an execution or answer
 * @param swapWord     of an execution or answer
 * @param loseOrder    of a message to the venue
 * @param pressure     at a message to the venue: it takes nothing for a while
 * @param disconnect   in a round: the venue's session ends for a while
 * @param step         in a round: the host's clock is set
 * @param slow         at an append or sync: it takes long
 * @param command      in a round: an operator kills, halts or resumes
 * @param full         in a round: the disk has no more room
 * @param snapshots    in a round: the process that takes snapshots is run
 * @param damaged      of a crash: the newest snapshot is damaged
 */
record Rates(
        double kill,
        double power,
        double loseFeed,
        double repeatFeed,
        double swapFeed,
        double loseWord,
        double repeatWord,
        double swapWord,
        double loseOrder,
        double pressure,
        double disconnect,
        double step,
        double slow,
        double command,
        double full,
        double snapshots,
        double damaged) {
    static final Rates NONE = new Rates(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Some faults never come with a seed, some often. */
    static Rates draw(final Random random) {
        return new Rates(
                rate(random, 0.001),
                rate(random, 1),
                rate(random, 0.02),
                rate(random, 0.02),
                rate(random, 0.02),
                rate(random, 0.05),
                rate(random, 0.1),
                rate(random, 0.1),
                rate(random, 0.05),
                rate(random, 0.05),
                rate(random, 0.005),
                rate(random, 0.01),
                rate(random, 0.005),
                rate(random, 0.01),
                rate(random, 0.002),
                rate(random, 0.2),
                rate(random, 0.6));
    }

    private static double rate(final Random random, final double most) {
        return random.nextInt(3) == 0 ? 0 : random.nextDouble() * most;
    }
}
