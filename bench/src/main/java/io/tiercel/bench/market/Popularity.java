package io.tiercel.bench.market;

import java.util.Arrays;

/**
 * How often each instrument is drawn. Drawn by whole numbers, so the same on every machine and JDK.
 */
public final class Popularity {
    /** A k-th of this is the weight of the k-th in rank; the sum stays an int for a million instruments. */
    private static final int FIRST_WEIGHT = 1 << 27;

    private static final int MOST_INSTRUMENTS = 1_000_000;
    private static final long RANKS_SEED = 1;

    private final int instruments;
    /** By rank: the sum of the weights up to it. Null when all are drawn alike. */
    private final int[] sums;
    /** The instrument of each rank: ids say nothing of it, as in a market. */
    private final int[] ranked;

    private Popularity(final int instruments, final int[] sums, final int[] ranked) {
        this.instruments = instruments;
        this.sums = sums;
        this.ranked = ranked;
    }

    /** All alike. */
    public static Popularity even(final int instruments) {
        check(instruments);
        return new Popularity(instruments, null, null);
    }

    /** By Zipf's law with exponent 1: the k-th in rank a k-th as often as the first. */
    public static Popularity zipf(final int instruments) {
        check(instruments);
        final int[] sums = new int[instruments];
        final int[] ranked = new int[instruments];
        final RandomBits random = new RandomBits(RANKS_SEED);
        int sum = 0;
        for (int i = 0; i < instruments; i++) {
            sum += FIRST_WEIGHT / (i + 1);
            sums[i] = sum;
            final int other = random.below(i + 1);
            ranked[i] = ranked[other];
            ranked[other] = i;
        }
        return new Popularity(instruments, sums, ranked);
    }

    private static void check(final int instruments) {
        if (instruments < 1 || instruments > MOST_INSTRUMENTS) {
            throw new IllegalArgumentException(
                    instruments + " instruments: there have to be from 1 to " + MOST_INSTRUMENTS);
        }
    }

    int instruments() {
        return instruments;
    }

    /** An instrument, counted from 0. */
    int draw(final RandomBits random) {
        if (sums == null) {
            return random.below(instruments);
        }
        final int point = random.below(sums[instruments - 1]);
        final int found = Arrays.binarySearch(sums, point);
        return ranked[found >= 0 ? found + 1 : -1 - found];
    }

    /** How many of so many draws are each instrument's, about. */
    int[] shares(final int draws) {
        final int[] shares = new int[instruments];
        if (sums == null) {
            Arrays.fill(shares, draws / instruments);
            return shares;
        }
        for (int i = 0; i < instruments; i++) {
            final int weight = sums[i] - (i == 0 ? 0 : sums[i - 1]);
            shares[ranked[i]] = (int) ((long) draws * weight / sums[instruments - 1]);
        }
        return shares;
    }
}
