package io.tiercel.bench.rig;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.tiercel.bench.market.MarketFlow;
import io.tiercel.bench.market.Tape;
import io.tiercel.journal.DiskFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is sent in an open loop, as a file says it.
 *
 * @param instruments   of the background, ids from 1
 * @param tickEvery     each so many-th message leads to an order
 * @param warmUpRate    messages a second, before what is measured
 * @param rates         messages a second
 * @param burstMessages at once
 */
public record Workload(
        long seed,
        int instruments,
        int ordersPerBook,
        int tickEvery,
        int warmUpRate,
        int warmUpSeconds,
        List<Integer> rates,
        int secondsPerRate,
        int burstMessages,
        int burstsPerSecond) {
    /** Of one rate: what is made beforehand has to fit into memory. */
    private static final long MAX_MESSAGES = 20_000_000;

    public Workload {
        rates = List.copyOf(rates);
        if (tickEvery < 2 || secondsPerRate < 1 || burstMessages < 1 || burstsPerSecond < 1 || rates.isEmpty()) {
            throw new IllegalArgumentException("a workload needs rates, tickEvery of 2 at least, and at least 1 of"
                    + " secondsPerRate, burst.messages and burst.perSecond");
        }
        if (warmUpSeconds < 0 || warmUpRate < 1) {
            throw new IllegalArgumentException("warmUp.rate is at least 1, warmUp.seconds at least 0");
        }
        requireFits("warmUp", warmUpRate, warmUpSeconds);
        requireFits("burst", (long) burstMessages * burstsPerSecond, secondsPerRate);
        if (instruments < 1 || instruments >= VenueMessages.TICKED) {
            throw new IllegalArgumentException("instruments = " + instruments + ": from 1 to "
                    + (VenueMessages.TICKED - 1) + ", the next one is for the ticks");
        }
        for (final int rate : rates) {
            requireFits("a rate", rate, secondsPerRate);
        }
    }

    private static void requireFits(final String what, final long rate, final int seconds) {
        if (rate < 1 || rate * seconds > MAX_MESSAGES) {
            throw new IllegalArgumentException(what + " of " + rate + " messages a second for " + seconds
                    + " s: at least 1, and " + MAX_MESSAGES + " messages in all at the most");
        }
    }

    /** About how long it takes to send it all. */
    public int seconds() {
        return warmUpSeconds + (rates.size() + 1) * secondsPerRate;
    }

    /** @throws IllegalArgumentException that says what is wrong with the file */
    public static Workload read(final Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no workload at " + file + ": correct --workload");
        }
        try {
            final Config config = ConfigFactory.parseFile(file.toFile());
            return new Workload(
                    config.getLong("seed"),
                    config.getInt("instruments"),
                    config.getInt("ordersPerBook"),
                    config.getInt("tickEvery"),
                    config.getInt("warmUp.rate"),
                    config.getInt("warmUp.seconds"),
                    config.getIntList("rates"),
                    config.getInt("secondsPerRate"),
                    config.getInt("burst.messages"),
                    config.getInt("burst.perSecond"));
        } catch (final ConfigException.IO unreadable) {
            throw new IllegalArgumentException(
                    "workload " + file + " cannot be read: " + DiskFailure.text(unreadable.getCause())
                            + "; correct --workload",
                    unreadable);
        } catch (final ConfigException mistake) {
            throw new IllegalArgumentException("workload " + file + ": " + mistake.getMessage(), mistake);
        }
    }

    /** The same messages at other rates, each so long. */
    public Workload at(final List<Integer> otherRates, final int seconds) {
        return new Workload(
                seed,
                instruments,
                ordersPerBook,
                tickEvery,
                warmUpRate,
                warmUpSeconds,
                otherRates,
                seconds,
                burstMessages,
                burstsPerSecond);
    }

    /** Whether the message of this number, from 0, leads to an order. */
    boolean isTick(final long index) {
        return index % tickEvery == tickEvery - 1;
    }

    MarketFlow background() {
        return new MarketFlow(seed, instruments, ordersPerBook);
    }

    /** The background among so many messages from this one on. */
    Tape tape(final MarketFlow flow, final long fromIndex, final long messages) {
        return Tape.record(flow, (int) (messages - ticks(fromIndex, messages)));
    }

    /** How many of so many messages from this one on are ticks. */
    int ticks(final long fromIndex, final long messages) {
        return (int) ((fromIndex + messages) / tickEvery - fromIndex / tickEvery);
    }
}
