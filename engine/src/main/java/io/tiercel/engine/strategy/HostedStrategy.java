package io.tiercel.engine.strategy;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.CommandResultCode;
import io.tiercel.codecs.types.StrategyCallback;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/** A strategy with what the host knows of it. A disabled one stays: its orders and positions still bear its id. */
final class HostedStrategy {
    private final int id;
    private final String name;
    private final Strategy strategy;
    private final Parameter[] parameters;
    private StrategyFailure failure;

    HostedStrategy(final int id, final String name, final Strategy strategy, final Parameter[] parameters) {
        this.id = id;
        this.name = name;
        this.strategy = strategy;
        this.parameters = parameters;
    }

    @HotPath
    int id() {
        return id;
    }

    String name() {
        return name;
    }

    @HotPath
    Strategy strategy() {
        return strategy;
    }

    @HotPath
    boolean disabled() {
        return failure != null;
    }

    /** Why it is disabled, or null. */
    StrategyFailure failure() {
        return failure;
    }

    void disable(final StrategyFailure newFailure) {
        failure = newFailure;
    }

    CommandResultCode change(final String key, final String value) {
        for (final Parameter parameter : parameters) {
            if (parameter.key().equals(key)) {
                return parameter.change(value);
            }
        }
        return CommandResultCode.UNKNOWN_PARAMETER;
    }

    void snapshotTo(final StateWriter writer) {
        writer.putInt(id);
        writer.putText(name);
        writer.putBoolean(failure != null);
        writer.putInt(parameters.length);
        for (int i = 0; i < parameters.length; i++) {
            writer.putText(parameters[i].key());
            parameters[i].snapshotTo(writer);
        }
        // A strategy that failed half-way through a callback has nothing worth keeping, and must not be called again.
        if (failure == null) {
            strategy.snapshotTo(writer);
        } else {
            writer.putLong(failure.sequence());
            writer.putInt(failure.callback().value());
            writer.putText(failure.exceptionClass());
        }
    }

    void restoreFrom(final StateReader reader) {
        require("strategy id", String.valueOf(id), String.valueOf(reader.takeInt()));
        require("strategy", name, reader.takeText());
        final boolean disabled = reader.takeBoolean();
        require("number of parameters", String.valueOf(parameters.length), String.valueOf(reader.takeInt()));
        for (final Parameter parameter : parameters) {
            require("parameter", parameter.key(), reader.takeText());
            parameter.restoreFrom(reader);
        }
        if (disabled) {
            failure = new StrategyFailure(
                    reader.takeLong(), StrategyCallback.get((short) reader.takeInt()), reader.takeText());
        } else {
            failure = null;
            strategy.restoreFrom(reader);
        }
    }

    private void require(final String what, final String configured, final String found) {
        if (!configured.equals(found)) {
            throw new IllegalStateException(
                    "strategies." + name + ": the snapshot has " + what + " " + found + ", configured is " + configured
                            + "; restore with the configuration that the snapshot was taken with");
        }
    }
}
