package io.tiercel.bench.rig;

import io.tiercel.bench.market.MarketFlow;
import io.tiercel.bench.market.Tape;
import io.tiercel.bench.report.Distribution;
import io.tiercel.bench.report.Failure;
import io.tiercel.bench.report.Report;
import io.tiercel.bench.report.RunDelay;
import io.tiercel.engine.boot.session.Pinning;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Messages by a timetable, whatever the engine makes of them: an order's time counts from when its tick was due, so
 * that what waits behind something slow is not left out.
 */
public final class OpenLoop {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    /** What is still awaited when all has been sent. */
    private static final long DRAIN_NS = SECOND_NS;

    private static final long LATE_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int SEND_LIMIT = 8;
    private static final int FRAGMENT_LIMIT = 8;
    private static final int UPKEEP_ROUNDS = 64;
    private static final int DIGITS = 3;

    private final RigSettings settings;
    private final Workload workload;
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[MarketFlow.MAX_LENGTH]);

    private final Map<String, Report> results = new LinkedHashMap<>();
    private Histogram latencies = new Histogram(DIGITS);
    private EngineProcess engine;
    private VenueSide venue;
    private RunDelay ownDelay;
    private RunDelay engineDelay;
    private Tape tape;
    private int tapeOffset;
    /** Of the messages sent so far, of all rates. */
    private long index;
    // Of one rate: when each tick was due, in their order, which is also that of the orders.
    private long[] dueNs = new long[0];
    private long[] tookNs = new long[0];
    private int recorded;
    private long measuredFromNs;
    private long firstTick;
    private int sentTicks;
    private int answeredTicks;
    private long unanswered;
    private long latestNs;
    private boolean held;
    private JournaledOrders journaled;
    private LiveAllocation allocation;
    private volatile Throwable failure;

    public OpenLoop(final RigSettings settings, final Workload workload) {
        this.settings = settings;
        this.workload = workload;
    }

    /** Blocks until all rates and the bursts are over, the engine has ended and its journal was read. */
    public Map<String, Report> measure(final Consumer<String> progress) throws InterruptedException {
        final Thread thread = new Thread(() -> run(progress), "bench-rig");
        thread.start();
        thread.join();
        if (failure != null) {
            if (failure instanceof IllegalArgumentException mistake) {
                throw mistake;
            }
            throw new IllegalStateException(Failure.text(failure), failure);
        }
        return results;
    }

    public JournaledOrders journaled() {
        return journaled;
    }

    /** What the engine's threads allocated once it was warm. */
    public LiveAllocation allocation() {
        return allocation;
    }

    private void run(final Consumer<String> progress) {
        try (EngineProcess started = new EngineProcess(settings);
                VenueSide connected = new VenueSide(started, settings.line())) {
            engine = started;
            venue = connected;
            final MarketFlow flow = workload.background();
            Pinning.pin(settings.rigProcessor(), System.err);
            ownDelay = RunDelay.ofCurrentThread();
            venue.open();
            engineDelay = engine.runDelay();
            for (long i = flow.fillCount(); i > 0; i--) {
                venue.sendFeed(message, flow.next(message, 0));
            }
            venue.arrivals(this::onOrder);
            takeAll(flow, progress);
            venue.arrivals(null);
            engine.stop();
            journaled = JournaledOrders.compare(engine.journal(), venue.orderIds());
            allocation = engine.allocation();
        } catch (final Throwable broken) {
            failure = broken;
        }
    }

    private void takeAll(final MarketFlow flow, final Consumer<String> progress) {
        if (workload.warmUpSeconds() > 0) {
            take(flow, workload.warmUpRate(), 1, workload.warmUpSeconds());
        }
        measuredFromNs = System.nanoTime();
        int missed = 0;
        for (final int rate : workload.rates()) {
            if (missed < 2) {
                final Report result = take(flow, rate, 1, workload.secondsPerRate());
                missed = held ? 0 : missed + 1;
                say(progress, "rate" + rate, result);
            }
        }
        say(
                progress,
                "bursts",
                take(
                        flow,
                        workload.burstMessages() * workload.burstsPerSecond(),
                        workload.burstMessages(),
                        workload.secondsPerRate()));
    }

    private void say(final Consumer<String> progress, final String name, final Report result) {
        results.put(name, result);
        progress.accept(name + ": p50 " + latencies.getValueAtPercentile(50) + " ns, p99 "
                + latencies.getValueAtPercentile(99) + " ns" + (held ? "" : ", not held"));
    }

    private Report take(final MarketFlow flow, final int rate, final int atOnce, final int seconds) {
        final long total = (long) rate * seconds;
        venue.signOfLife();
        tape = null;
        tape = workload.tape(flow, index, total);
        tapeOffset = 0;
        dueNs = new long[workload.ticks(index, total)];
        tookNs = new long[dueNs.length];
        recorded = 0;
        firstTick = venue.messages().tickCount() + 1;
        sentTicks = 0;
        answeredTicks = 0;
        unanswered = 0;
        latestNs = 0;
        latencies = new Histogram(DIGITS);
        final long delayBefore = ownDelay.totalNs() + engineDelay.totalNs();
        final long beginNs = System.nanoTime();
        final long sentNs = send(total, rate, atOnce, beginNs) - beginNs;
        drain();
        final long delayNs = ownDelay.totalNs() + engineDelay.totalNs() - delayBefore;
        unanswered += sentTicks - answeredTicks;
        // Messages wait before the engine, too, in streams that have room for many.
        final long lastOrderNs = recorded == 0 ? 0 : tookNs[recorded - 1];
        held = latestNs <= LATE_NS && lastOrderNs <= LATE_NS && unanswered == 0;
        final Report result = describe(rate, total, sentNs)
                .put("latestNs", latestNs)
                .put("lastOrderNs", lastOrderNs)
                .put("unanswered", unanswered)
                .put("waitedForProcessorNs", delayNs)
                .put("distribution", distribution());
        settle();
        return result;
    }

    private Report describe(final int rate, final long total, final long sentNs) {
        return new Report()
                .put("rate", rate)
                .put("held", held)
                .put("messages", total)
                .put("sentPerSecond", Math.round(total * (double) SECOND_NS / sentNs))
                .put("orders", latencies.getTotalCount())
                .put("p50Ns", latencies.getValueAtPercentile(50))
                .put("p90Ns", latencies.getValueAtPercentile(90))
                .put("p99Ns", latencies.getValueAtPercentile(99))
                .put("p999Ns", latencies.getValueAtPercentile(99.9))
                .put("p99NsOfHeldRate", held ? latencies.getValueAtPercentile(99) : Double.NaN)
                .put("maxNs", latencies.getMaxValue());
    }

    /** For plots. */
    private Report distribution() {
        final Distribution distribution = new Distribution();
        distribution.add(Arrays.copyOf(tookNs, recorded), Arrays.copyOf(dueNs, recorded));
        return distribution.describe(measuredFromNs);
    }

    /** After the begin. */
    private static long due(final long index, final int rate, final int atOnce) {
        return (long) (index / atOnce * atOnce * ((double) SECOND_NS / rate));
    }

    /** Returns when the last one left. */
    private long send(final long total, final int rate, final int atOnce, final long beginNs) {
        long sent = 0;
        int round = 0;
        long nowNs = beginNs;
        while (sent < total) {
            nowNs = System.nanoTime();
            for (int i = 0; i < SEND_LIMIT && sent < total; i++) {
                final long at = beginNs + due(sent, rate, atOnce);
                if (at > nowNs) {
                    break;
                }
                latestNs = Math.max(latestNs, nowNs - at);
                send(at);
                sent++;
            }
            takeOrders();
            if (settings.line() == EchoLine.Kind.UDP) {
                venue.upkeep();
            }
            if (++round == UPKEEP_ROUNDS) {
                round = 0;
                venue.upkeep();
                venue.signOfLife();
            }
        }
        return System.nanoTime();
    }

    private void send(final long atNs) {
        if (!workload.isTick(index++)) {
            final int length = tape.length(tapeOffset);
            venue.sendFeed(tape.buffer(), tapeOffset, length);
            tapeOffset = Tape.next(tapeOffset, length);
            return;
        }
        final int length = venue.messages().tick();
        dueNs[sentTicks++] = atNs;
        venue.sendFeed(venue.messages().buffer(), 0, length);
    }

    /** Orders come as their ticks went; where the next ticks have other quantities, nothing came of those. */
    private void onOrder(final long quantity) {
        final int skipped = VenueMessages.ticksUntil(firstTick + answeredTicks, quantity);
        if (answeredTicks + skipped >= sentTicks) {
            // Of a tick before, for which nobody waits any more.
            return;
        }
        answeredTicks += skipped;
        unanswered += skipped;
        final long due = dueNs[answeredTicks++];
        final long ns = System.nanoTime() - due;
        latencies.recordValue(ns);
        // Of those that were answered, so that the times beside them are no longer those of all ticks
        dueNs[recorded] = due;
        tookNs[recorded++] = ns;
    }

    private void takeOrders() {
        if (venue.orders().poll(venue.orderHandler(), FRAGMENT_LIMIT) > 0) {
            venue.answerAll();
        }
    }

    private void drain() {
        final long beginNs = System.nanoTime();
        while (answeredTicks < sentTicks && System.nanoTime() - beginNs < DRAIN_NS) {
            pause();
        }
    }

    /** What was not answered in time is no part of the next measurement. */
    private void settle() {
        sentTicks = 0;
        answeredTicks = 0;
        final long beginNs = System.nanoTime();
        while (System.nanoTime() - beginNs < DRAIN_NS / 10) {
            pause();
        }
    }

    private void pause() {
        takeOrders();
        venue.upkeep();
        venue.signOfLife();
    }
}
