package io.tiercel.engine.boot;

import io.tiercel.codecs.control.KillEncoder;
import io.tiercel.engine.boot.command.EngineFinder;
import io.tiercel.engine.boot.command.EngineLink;
import io.tiercel.engine.boot.command.EngineMark;
import io.tiercel.engine.boot.command.NotReachedException;
import io.tiercel.engine.boot.command.OutgoingCommand;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands to a running engine share: the engine, a strategy of it, an answer. */
abstract class EngineCommand implements Callable<Integer> {
    /** In the place of a strategy. */
    static final String ALL = "all";

    private final PrintStream out;
    private final PrintStream err;

    @Spec
    private CommandSpec spec;

    @Mixin
    private EngineOptions engine;

    EngineCommand(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public final Integer call() {
        final CommandReport report = new CommandReport(spec.name(), engine.json(), out, err);
        check();
        try (EngineLink link = new EngineLink(engine.engine(new EngineFinder()), engine.timeoutNs())) {
            final EngineMark mark = link.engine();
            final int strategyId = strategyId(mark);
            final OutgoingCommand command = encode(strategyId);
            return report.answered(
                    mark, strategyId, link.send(command, engine.timeoutNs()), effect(scope(mark, strategyId)));
        } catch (final NotReachedException nobody) {
            return report.notSent(nobody.getMessage());
        }
    }

    private int strategyId(final EngineMark mark) {
        final String text = strategy();
        if (text.equals(ALL)) {
            return 0;
        }
        final int byName = mark.strategyId(text);
        if (byName != 0) {
            return byName;
        }
        // Names begin with a letter. An id that does not fit its field would be another strategy's.
        if (text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= KillEncoder.strategyIdMaxValue()) {
            return Integer.parseInt(text);
        }
        throw bad("nothing was sent: " + mark + " runs no strategy \"" + text + "\"; it runs "
                + mark.strategies().entrySet().stream()
                        .map(strategy -> strategy.getValue() + " (" + strategy.getKey() + ")")
                        .collect(Collectors.joining(", ")));
    }

    private static String scope(final EngineMark mark, final int strategyId) {
        return strategyId == 0
                ? "all strategies"
                : "strategy " + mark.strategies().getOrDefault(strategyId, "") + " (" + strategyId + ")";
    }

    final ParameterException bad(final String text) {
        return new ParameterException(spec.commandLine(), text);
    }

    /** Looks at the rest of the arguments, before anybody is called. */
    void check() {}

    /** A name, an id, or {@value #ALL}. */
    abstract String strategy();

    abstract OutgoingCommand encode(int strategyId);

    /** What is in force now, for people. */
    abstract String effect(String scope);
}
