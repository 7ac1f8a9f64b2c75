package io.tiercel.engine.boot;

import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.engine.boot.session.RunParts;
import io.tiercel.engine.state.OrderIds;
import io.tiercel.engine.strategy.OrderPort;
import io.tiercel.engine.strategy.ShippedStrategies;
import io.tiercel.engine.strategy.StrategyContext;
import io.tiercel.engine.strategy.StrategySetup;
import io.tiercel.engine.venue.sim.VenueLog;
import io.tiercel.journal.JournalWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;

/**
 * {@code tiercel run}, in a process of its own, with a journal that comes to a halt before it records some of the
 * inputs that lead to orders, or to changes of orders: its first argument says which. It says so on standard error: who
 * kills it then, kills it between an order and the record of its cause, if the layout lets that one out.
 */
final class LateJournalEngine {
    static final String LATE_WITH_ORDER = "the journal is late with the cause of an order";
    static final String LATE_WITH_CHANGE = "the journal is late with the cause of a change";

    /**
     * The core has mostly done an input within this time, on a thread of its own. Some hundred inputs come in a second:
     * a journal that cannot follow them would end in books so old that no strategy trades.
     */
    private static final long SLOW_NS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Whoever is to kill it meanwhile may be late, too. Shorter than what counts as a hang. */
    private static final long LATE_NS = TimeUnit.SECONDS.toNanos(4);

    /** Of the inputs that lead to orders, and of those that lead to changes only. */
    private static final int EVERY = 7;

    /**
     * What strategies asked for: written by the thread of the core, which may be far ahead, read by that of the
     * journal; inline both are one. Orders by the sequence of their input, changes by its time.
     */
    private static final Set<Long> ORDERS = ConcurrentHashMap.newKeySet();

    private static final Set<Long> CHANGES = ConcurrentHashMap.newKeySet();

    /** Either of the two lines: what the journal is to be late with. */
    private static String wanted;

    private static long seen;

    private LateJournalEngine() {}

    public static void main(final String[] arguments) {
        wanted = arguments[0];
        final RunCommand command = CommandLine.populateCommand(
                new RunCommand(System.out, System.err), Arrays.copyOfRange(arguments, 1, arguments.length));
        final RunParts parts = new RunParts(
                name -> setup -> ShippedStrategies.factory(name).create(watched(setup)),
                (folder, configuration, firstSequence) ->
                        late(RunParts.newJournal(folder, configuration, firstSequence)),
                VenueLog::create,
                TimeUnit.MINUTES.toNanos(1));
        System.exit(EngineRunner.run(command.options(), parts, System.out, System.err));
    }

    private static StrategySetup watched(final StrategySetup setup) {
        final OrderPort port = new WatchedPort(setup.context());
        final StrategyContext context = between(
                StrategyContext.class,
                setup.context(),
                (method, arguments) -> method.getName().equals("orders") ? port : null);
        return between(
                StrategySetup.class,
                setup,
                (method, arguments) -> method.getName().equals("context") ? context : null);
    }

    private static JournalWriter late(final JournalWriter journal) {
        return between(JournalWriter.class, journal, (method, arguments) -> {
            if (method.getName().equals("appendInput")) {
                LockSupport.parkNanos(SLOW_NS);
                final boolean order = ORDERS.remove((Long) arguments[0]);
                final boolean change = CHANGES.remove((Long) arguments[1]) && !order;
                if ((wanted.equals(LATE_WITH_ORDER) ? order : change) && ++seen % EVERY == 0) {
                    System.err.println(wanted);
                    LockSupport.parkNanos(LATE_NS);
                }
            }
            return null;
        });
    }

    /** What is asked before a call is passed on; its answer is taken in place of the call's, unless it is null. */
    private interface Before {
        Object call(Method method, Object[] arguments);
    }

    private static <T> T between(final Class<T> type, final T target, final Before before) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    final Object answer = before.call(method, arguments);
                    if (answer != null) {
                        return answer;
                    }
                    try {
                        return method.invoke(target, arguments);
                    } catch (final InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    /** Notes which inputs lead to orders or to changes. */
    private record WatchedPort(StrategyContext context) implements OrderPort {
        @Override
        public long submit(
                final int instrumentId,
                final Side side,
                final OrderType type,
                final TimeInForce timeInForce,
                final boolean postOnly,
                final long priceNanos,
                final long quantity) {
            return noted(
                    context.orders().submit(instrumentId, side, type, timeInForce, postOnly, priceNanos, quantity));
        }

        @Override
        public long submitTwap(
                final int instrumentId,
                final Side side,
                final long limitPriceNanos,
                final long quantity,
                final long durationNs,
                final int sliceCount) {
            return noted(
                    context.orders().submitTwap(instrumentId, side, limitPriceNanos, quantity, durationNs, sliceCount));
        }

        private static long noted(final long orderId) {
            if (orderId > 0) {
                ORDERS.add(OrderIds.sequence(orderId));
            }
            return orderId;
        }

        @Override
        public boolean cancel(final long orderId) {
            CHANGES.add(context.timeNs());
            return context.orders().cancel(orderId);
        }

        @Override
        public boolean replace(final long orderId, final long priceNanos, final long quantity) {
            CHANGES.add(context.timeNs());
            return context.orders().replace(orderId, priceNanos, quantity);
        }

        @Override
        public void cancelAll(final int instrumentId) {
            context.orders().cancelAll(instrumentId);
        }
    }
}
