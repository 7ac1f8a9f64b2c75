package io.tiercel.engine.boot;

import java.io.PrintStream;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Makes the commands, so that they get the streams they write to. */
final class CommandFactory implements CommandLine.IFactory {
    private final Map<Class<?>, Supplier<Object>> commands;

    CommandFactory(final PrintStream out, final PrintStream err) {
        commands = Map.of(
                RunCommand.class, () -> new RunCommand(out, err),
                ReplayCommand.class, () -> new ReplayCommand(out, err),
                MarketCommand.class, () -> new MarketCommand(out),
                JournalCommand.Dump.class, () -> new JournalCommand.Dump(out, err),
                JournalCommand.Verify.class, () -> new JournalCommand.Verify(out, err),
                JournalCommand.Stat.class, () -> new JournalCommand.Stat(out, err),
                ConfigCommand.Check.class, () -> new ConfigCommand.Check(out),
                ConfigCommand.Explain.class, () -> new ConfigCommand.Explain(out));
    }

    @Override
    public <K> K create(final Class<K> type) throws Exception {
        final Supplier<Object> command = commands.get(type);
        return command == null ? CommandLine.defaultFactory().create(type) : type.cast(command.get());
    }
}
