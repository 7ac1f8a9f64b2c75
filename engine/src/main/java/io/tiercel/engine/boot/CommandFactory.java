package io.tiercel.engine.boot;

import java.io.PrintStream;
import picocli.CommandLine;

/** Makes the commands, so that they get the streams they write to. */
final class CommandFactory implements CommandLine.IFactory {
    private final PrintStream out;
    private final PrintStream err;

    CommandFactory(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public <K> K create(final Class<K> type) throws Exception {
        if (type == RunCommand.class) {
            return type.cast(new RunCommand(out, err));
        }
        if (type == ReplayCommand.class) {
            return type.cast(new ReplayCommand(out, err));
        }
        if (type == ConfigCommand.Check.class) {
            return type.cast(new ConfigCommand.Check(out));
        }
        if (type == ConfigCommand.Explain.class) {
            return type.cast(new ConfigCommand.Explain(out));
        }
        return CommandLine.defaultFactory().create(type);
    }
}
