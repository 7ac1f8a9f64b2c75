package io.tiercel.engine.boot.command;

import io.aeron.Aeron;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.StrategyConfiguration;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

/**
 * What an engine shows of itself to those who want to command it, as counters of its media driver: they end with the
 * engine, whatever ends it, and name the strategies that it really runs, not those of a file that has changed since.
 *
 * <pre>
 *  key of a counter: 0 process id (8), 8 engine id (4), of a strategy also 12 strategy id (4), 16 its name
 * </pre>
 *
 * @param strategies those that run, by id
 */
public record EngineMark(int engineId, long processId, SortedMap<Integer, String> strategies) {
    private static final int ENGINE_TYPE = 41_001;
    private static final int STRATEGY_TYPE = 41_002;
    private static final int ENGINE_ID = 8;
    private static final int STRATEGY_ID = 12;
    private static final int NAME = 16;
    private static final int MAX_KEY_LENGTH = CountersReader.MAX_KEY_LENGTH;

    public EngineMark {
        strategies = Collections.unmodifiableSortedMap(new TreeMap<>(strategies));
    }

    /** Of this process. */
    public static EngineMark of(final EngineConfiguration configuration) {
        final SortedMap<Integer, String> strategies = new TreeMap<>();
        for (final StrategyConfiguration strategy : configuration.strategies()) {
            if (strategy.enabled()) {
                strategies.put(strategy.id(), strategy.name());
            }
        }
        return new EngineMark(
                configuration.engine().id(), ProcessHandle.current().pid(), strategies);
    }

    /** The engine's own counter comes last: who sees it sees all strategies. */
    public void addTo(final Aeron aeron) {
        for (final Map.Entry<Integer, String> strategy : strategies.entrySet()) {
            final UnsafeBuffer key = key(strategy.getKey());
            final int length = NAME + key.putStringAscii(NAME, strategy.getValue());
            add(aeron, STRATEGY_TYPE, key, length, "tiercel strategy: " + strategy.getValue());
        }
        add(aeron, ENGINE_TYPE, key(0), STRATEGY_ID, "tiercel engine: " + engineId + ", process " + processId);
    }

    private UnsafeBuffer key(final int strategyId) {
        final UnsafeBuffer key = new UnsafeBuffer(new byte[MAX_KEY_LENGTH]);
        key.putLong(0, processId);
        key.putInt(ENGINE_ID, engineId);
        key.putInt(STRATEGY_ID, strategyId);
        return key;
    }

    private static void add(
            final Aeron aeron, final int type, final DirectBuffer key, final int keyLength, final String label) {
        final byte[] text = label.getBytes(StandardCharsets.US_ASCII);
        aeron.addCounter(type, key, 0, keyLength, new UnsafeBuffer(text), 0, text.length);
    }

    /** Those of all engines that use a media driver. */
    static List<EngineMark> readAll(final CountersReader counters) {
        final SortedMap<Long, Integer> engines = new TreeMap<>();
        final Map<Long, SortedMap<Integer, String>> strategies = new TreeMap<>();
        counters.forEach((counterId, typeId, key, label) -> {
            if (typeId == ENGINE_TYPE) {
                engines.put(key.getLong(0), key.getInt(ENGINE_ID));
            }
        });
        // After the engines: an engine that has been seen has all its strategies there.
        counters.forEach((counterId, typeId, key, label) -> {
            if (typeId == STRATEGY_TYPE) {
                strategies
                        .computeIfAbsent(key.getLong(0), processId -> new TreeMap<>())
                        .put(key.getInt(STRATEGY_ID), key.getStringAscii(NAME));
            }
        });
        final List<EngineMark> marks = new ArrayList<>();
        engines.forEach((processId, engineId) -> marks.add(
                new EngineMark(engineId, processId, strategies.getOrDefault(processId, Collections.emptySortedMap()))));
        return marks;
    }

    /** The id of the strategy of this name, or 0. */
    public int strategyId(final String name) {
        for (final Map.Entry<Integer, String> strategy : strategies.entrySet()) {
            if (strategy.getValue().equals(name)) {
                return strategy.getKey();
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return "engine " + engineId + " (process " + processId + ")";
    }
}
