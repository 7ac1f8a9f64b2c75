package io.tiercel.engine.boot;

import io.tiercel.engine.boot.session.RunParts;
import io.tiercel.engine.strategy.OrderPort;
import io.tiercel.engine.strategy.ShippedStrategies;
import io.tiercel.engine.strategy.StrategyContext;
import io.tiercel.engine.strategy.StrategySetup;
import io.tiercel.engine.venue.sim.VenueLog;
import io.tiercel.journal.JournalWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;

/**
 * {@code tiercel run}, in a process of its own, with a journal that is slower than the core at every input, and comes
 * to a halt for a while at some that lead to orders. It says so on standard error: who kills it then, kills it between
 * an order and the record of its cause, if the layout lets that one out.
 */
final class LateJournalEngine {
    static final String LATE = "the journal is late";

    /** The core has done an input within this time, on a thread of its own. */
    private static final long SLOW_NS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final long LATE_NS = TimeUnit.MILLISECONDS.toNanos(500);
    /** Of the inputs that lead to orders. */
    private static final int EVERY = 7;

    /** Written by the thread of the core, read by that of the journal; inline both are one. */
    private static volatile long asked;

    private static long orders;

    private LateJournalEngine() {}

    public static void main(final String[] arguments) {
        final RunCommand command = CommandLine.populateCommand(new RunCommand(System.out, System.err), arguments);
        final RunParts parts = new RunParts(
                name -> setup -> ShippedStrategies.factory(name).create(watched(setup)),
                (folder, configuration, firstSequence) ->
                        late(RunParts.newJournal(folder, configuration, firstSequence)),
                VenueLog::create,
                TimeUnit.MINUTES.toNanos(1));
        System.exit(EngineRunner.run(command.options(), parts, System.out, System.err));
    }

    private static StrategySetup watched(final StrategySetup setup) {
        final OrderPort port = between(OrderPort.class, setup.context().orders(), (method, arguments) -> {
            asked = asked + 1;
            return null;
        });
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
                final long before = asked;
                LockSupport.parkNanos(SLOW_NS);
                if (asked != before && ++orders % EVERY == 0) {
                    System.err.println(LATE);
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
}
