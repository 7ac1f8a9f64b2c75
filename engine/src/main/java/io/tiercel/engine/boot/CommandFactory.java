package io.tiercel.engine.boot;

import java.io.PrintStream;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Makes the commands, so that they get the streams they write to. */
final class CommandFactory implements CommandLine.IFactory {
    private final Map<Class<?>, Supplier<Object>> commands;

    CommandFactory(final PrintStream out, final PrintStream err) {
        commands = Map.ofEntries(
                Map.entry(RunCommand.class, () -> new RunCommand(out, err)),
                Map.entry(OperatorCommand.Halt.class, () -> new OperatorCommand.Halt(out, err)),
                Map.entry(OperatorCommand.Resume.class, () -> new OperatorCommand.Resume(out, err)),
                Map.entry(OperatorCommand.Kill.class, () -> new OperatorCommand.Kill(out, err)),
                Map.entry(OperatorCommand.Limit.class, () -> new OperatorCommand.Limit(out, err)),
                Map.entry(OperatorCommand.Parameter.class, () -> new OperatorCommand.Parameter(out, err)),
                Map.entry(StatusCommand.class, () -> new StatusCommand(out, err)),
                Map.entry(ReplayCommand.class, () -> new ReplayCommand(out, err)),
                Map.entry(WhyCommand.class, () -> new WhyCommand(out, err)),
                Map.entry(NewCommand.StrategyCommand.class, () -> new NewCommand.StrategyCommand(out)),
                Map.entry(MarketCommand.class, () -> new MarketCommand(out)),
                Map.entry(ServeCommand.class, () -> new ServeCommand(err)),
                Map.entry(FeedInspectCommand.class, () -> new FeedInspectCommand(out, err)),
                Map.entry(FeedDumpCommand.class, () -> new FeedDumpCommand(out, err)),
                Map.entry(FeedBookCommand.class, () -> new FeedBookCommand(out, err)),
                Map.entry(FeedImportCommand.class, () -> new FeedImportCommand(out, err)),
                Map.entry(FeedBarsCommand.class, () -> new FeedBarsCommand(out, err)),
                Map.entry(FeedCommand.Serve.class, () -> new FeedCommand.Serve(err)),
                Map.entry(FeedPlayCommand.class, () -> new FeedPlayCommand(out, err)),
                Map.entry(DriverCommand.class, () -> new DriverCommand(err)),
                Map.entry(JournalCommand.Dump.class, () -> new JournalCommand.Dump(out, err)),
                Map.entry(JournalCommand.Verify.class, () -> new JournalCommand.Verify(out, err)),
                Map.entry(JournalCommand.Stat.class, () -> new JournalCommand.Stat(out, err)),
                Map.entry(SnapshotCommand.class, () -> new SnapshotCommand(err)),
                Map.entry(JournalCommand.Diff.class, () -> new JournalCommand.Diff(out, err)),
                Map.entry(ExportCommand.class, () -> new ExportCommand(out, err)),
                Map.entry(ArchiveCommand.class, () -> new ArchiveCommand(out, err)),
                Map.entry(ArchiveCommand.Restore.class, () -> new ArchiveCommand.Restore(out, err)),
                Map.entry(PruneCommand.class, () -> new PruneCommand(out, err)),
                Map.entry(JournalCommand.Repair.class, () -> new JournalCommand.Repair(out, err)),
                Map.entry(ConfigCommand.Check.class, () -> new ConfigCommand.Check(out)),
                Map.entry(ConfigCommand.Explain.class, () -> new ConfigCommand.Explain(out)));
    }

    @Override
    public <K> K create(final Class<K> type) throws Exception {
        final Supplier<Object> command = commands.get(type);
        return command == null ? CommandLine.defaultFactory().create(type) : type.cast(command.get());
    }
}
