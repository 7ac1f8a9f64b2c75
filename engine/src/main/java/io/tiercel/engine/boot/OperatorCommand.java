package io.tiercel.engine.boot;

import io.tiercel.codecs.types.LimitKind;
import io.tiercel.engine.boot.command.OutgoingCommand;
import io.tiercel.engine.boot.configuration.BadValueException;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tiercel command}. */
@Command(
        name = "command",
        description = "Commands a running engine and says what became of it.",
        subcommands = {
            OperatorCommand.Halt.class,
            OperatorCommand.Resume.class,
            OperatorCommand.Kill.class,
            OperatorCommand.Limit.class,
            OperatorCommand.Parameter.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 it is in force, 1 the engine refused it, 2 bad usage or input (nothing was sent),"
                    + " 3 no engine was reached (nothing was sent), or none answered (it may be in force, or not)."
        })
final class OperatorCommand implements Runnable {
    private static final String ALL = EngineCommand.ALL;

    @Spec
    private CommandSpec spec;

    OperatorCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing: halt, resume, kill, limit or parameter");
    }

    /** {@code tiercel command halt}. */
    @Command(
            name = "halt",
            description = "No new orders from now on; open ones stay. Resume ends it.",
            sortOptions = false)
    static final class Halt extends EngineCommand {
        @Parameters(
                arity = "0..1",
                paramLabel = "STRATEGY",
                defaultValue = ALL,
                description = "Name or id of a strategy, or all; all if not said.")
        private String strategy;

        Halt(final PrintStream out, final PrintStream err) {
            super(out, err);
        }

        @Override
        String strategy() {
            return strategy;
        }

        @Override
        OutgoingCommand encode(final int strategyId) {
            return OutgoingCommand.halt(strategyId);
        }

        @Override
        String effect(final String scope) {
            return scope + " halted: no new orders, open ones stay; resume ends it";
        }
    }

    /** {@code tiercel command resume}. */
    @Command(name = "resume", description = "Ends halt and kill of the same scope.", sortOptions = false)
    static final class Resume extends EngineCommand {
        @Parameters(
                paramLabel = "STRATEGY",
                description = "Name or id of a strategy, or all: ends what was ordered for all, not for single ones.")
        private String strategy;

        Resume(final PrintStream out, final PrintStream err) {
            super(out, err);
        }

        @Override
        String strategy() {
            return strategy;
        }

        @Override
        OutgoingCommand encode(final int strategyId) {
            return OutgoingCommand.resume(strategyId);
        }

        @Override
        String effect(final String scope) {
            return scope + " resumed: "
                    + (strategy.equals(ALL)
                            ? "strategies that were halted or killed singly stay so"
                            : "it trades again, unless all are halted or killed");
        }
    }

    /** {@code tiercel command kill}. */
    @Command(
            name = "kill",
            description = "No new orders from now on, and open ones are cancelled until none is left. Resume ends it.",
            sortOptions = false)
    static final class Kill extends EngineCommand {
        @Parameters(
                arity = "0..1",
                paramLabel = "STRATEGY",
                defaultValue = ALL,
                description = "Name or id of a strategy, or all; all if not said.")
        private String strategy;

        Kill(final PrintStream out, final PrintStream err) {
            super(out, err);
        }

        @Override
        String strategy() {
            return strategy;
        }

        @Override
        OutgoingCommand encode(final int strategyId) {
            return OutgoingCommand.kill(strategyId);
        }

        @Override
        String effect(final String scope) {
            return scope + " killed: no new orders, open ones are being cancelled until none is left; resume ends it";
        }
    }

    /** {@code tiercel command limit}. */
    @Command(
            name = "limit",
            description = "Changes a risk limit from the next order on, until the end of the run.",
            sortOptions = false)
    static final class Limit extends EngineCommand {
        @Parameters(index = "0", paramLabel = "STRATEGY", description = "Name or id of a strategy, or all.")
        private String strategy;

        @Parameters(
                index = "1",
                paramLabel = "NAME",
                description = "maxOrderQuantity, maxOrderNotional, priceCollarBasisPoints, maxPosition, maxOpenOrders"
                        + " or maxMessagesPerSecond.")
        private String name;

        @Parameters(
                index = "2",
                paramLabel = "VALUE",
                description = "As in the configuration: units, currency, basis points, orders, messages.")
        private String value;

        @Option(
                names = "--instrument",
                paramLabel = "ID",
                defaultValue = "0",
                description = "Id of an instrument, as in instruments.csv; every one if not said.")
        private int instrumentId;

        private LimitKind kind;
        private long number;

        Limit(final PrintStream out, final PrintStream err) {
            super(out, err);
        }

        @Override
        void check() {
            try {
                kind = LimitNames.kind(name);
                number = LimitNames.value(kind, value);
            } catch (final BadValueException e) {
                throw bad("nothing was sent: " + e.getMessage());
            }
            if (instrumentId < 0) {
                throw bad("nothing was sent: instrument " + instrumentId + " is below 1; leave it out for every one");
            }
        }

        @Override
        String strategy() {
            return strategy;
        }

        @Override
        OutgoingCommand encode(final int strategyId) {
            return OutgoingCommand.limit(strategyId, kind, instrumentId, number);
        }

        @Override
        String effect(final String scope) {
            return name + " of " + scope + (instrumentId == 0 ? "" : " in instrument " + instrumentId) + " is " + value
                    + " from the next order on";
        }
    }

    /** {@code tiercel command parameter}. */
    @Command(
            name = "parameter",
            description = "Changes a parameter of a strategy, until the end of the run.",
            sortOptions = false)
    static final class Parameter extends EngineCommand {
        @Parameters(index = "0", paramLabel = "STRATEGY", description = "Name or id of a strategy.")
        private String strategy;

        @Parameters(index = "1", paramLabel = "NAME", description = "A parameter that it declared as changeable.")
        private String name;

        @Parameters(index = "2", paramLabel = "VALUE", description = "As in the configuration.")
        private String value;

        Parameter(final PrintStream out, final PrintStream err) {
            super(out, err);
        }

        @Override
        void check() {
            if (strategy.equals(ALL)) {
                throw bad("nothing was sent: a parameter belongs to one strategy; name it");
            }
            try {
                OutgoingCommand.parameter(0, name, value);
            } catch (final IllegalArgumentException e) {
                throw bad("nothing was sent: " + e.getMessage());
            }
        }

        @Override
        String strategy() {
            return strategy;
        }

        @Override
        OutgoingCommand encode(final int strategyId) {
            return OutgoingCommand.parameter(strategyId, name, value);
        }

        @Override
        String effect(final String scope) {
            return name + " of " + scope + " is " + value;
        }
    }
}
