package io.tiercel.bench.rig;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.tiercel.bench.market.MarketFlow;
import io.tiercel.bench.market.Tape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is sent in an open loop, as a file says it.
 *
 * @param instruments   of the background, ids from 1
 * @param tickEvery     each so many-th message leads to an order
 * @param rates         messages a second
 * @param burstMessages at once
 */
public record Workload(
        long seed,
        int instruments,
        int ordersPerBook,
        int tickEvery,
        List<Integer> rates,
        int secondsPerRate,
        int burstMessages,
        int burstsPerSecond) {
    private static final int MAX_RATE = 20_000_000;

    public Workload {
        rates = List.copyOf(rates);
        if (tickEvery < 1 || secondsPerRate < 1 || burstMessages < 1 || burstsPerSecond < 1 || rates.isEmpty()) {
            throw new IllegalArgumentException("a workload needs rates, and at least 1 of tickEvery, secondsPerRate,"
                    + " burst.messages and burst.perSecond");
        }
        if (instruments < 1 || instruments >= VenueMessages.TICKED) {
            throw new IllegalArgumentException("instruments = " + instruments + ": from 1 to "
                    + (VenueMessages.TICKED - 1) + ", the next one is for the ticks");
        }
        for (final int rate : rates) {
            if (rate < 1 || rate > MAX_RATE) {
                throw new IllegalArgumentException("a rate of " + rate + ": from 1 to " + MAX_RATE);
            }
        }
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
                    config.getIntList("rates"),
                    config.getInt("secondsPerRate"),
                    config.getInt("burst.messages"),
                    config.getInt("burst.perSecond"));
        } catch (final ConfigException mistake) {
            throw new IllegalArgumentException("workload " + file + ": " + mistake.getMessage(), mistake);
        }
    }

    /** Whether the message of this number, from 0, leads to an order. */
    boolean isTick(final long index) {
        return index % tickEvery == tickEvery - 1;
    }

    MarketFlow background() {
        return new MarketFlow(seed, instruments, ordersPerBook);
    }

    /** The background of so many messages in all, behind what fills the books. */
    Tape tape(final MarketFlow flow, final long messages) {
        return Tape.record(flow, (int) Math.min(Integer.MAX_VALUE, messages - messages / tickEvery));
    }
}
