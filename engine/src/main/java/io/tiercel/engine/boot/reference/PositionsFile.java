package io.tiercel.engine.boot.reference;

import io.tiercel.engine.boot.configuration.EngineConfiguration.StrategyConfiguration;
import io.tiercel.engine.boot.configuration.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** positions.csv: strategy, symbol, quantity, averagePrice. */
final class PositionsFile {
    static final List<String> COLUMNS = List.of("strategy", "symbol", "quantity", "averagePrice");

    private PositionsFile() {}

    /** In the order of strategy and instrument ids. */
    static List<PositionRow> read(
            final Path path,
            final List<StrategyConfiguration> strategies,
            final Collection<InstrumentRow> instruments,
            final Problems problems) {
        final List<String> strategyNames =
                strategies.stream().map(StrategyConfiguration::name).toList();
        final List<PositionRow> positions = new ArrayList<>();
        for (final CsvRow row : CsvFile.read(path, COLUMNS, problems)) {
            final int strategy = strategyNames.indexOf(row.text("strategy"));
            if (strategy < 0) {
                row.refuse("strategy", "is not in the configuration; write " + String.join(" or ", strategyNames));
            }
            if (strategy >= 0 && !strategies.get(strategy).enabled()) {
                row.refuse("strategy", "is disabled, so it cannot hold anything; enable it or remove the line");
            }
            final InstrumentRow instrument = find(row, instruments);
            final long price = row.decimal("averagePrice", 9, -Long.MAX_VALUE, Long.MAX_VALUE);
            if (instrument == null) {
                continue;
            }
            final long quantity = row.decimal("quantity", instrument.quantityScale(), -Long.MAX_VALUE, Long.MAX_VALUE);
            for (final PositionRow other : positions) {
                if (other.instrumentId() == instrument.id() && other.strategyId() - 1 == strategy) {
                    row.refuse("symbol", "comes twice for this strategy; write one line");
                }
            }
            if (!row.bad()) {
                positions.add(new PositionRow(strategies.get(strategy).id(), instrument.id(), quantity, price));
            }
        }
        positions.sort(Comparator.comparingInt(PositionRow::strategyId).thenComparingInt(PositionRow::instrumentId));
        return List.copyOf(positions);
    }

    private static InstrumentRow find(final CsvRow row, final Collection<InstrumentRow> instruments) {
        for (final InstrumentRow instrument : instruments) {
            if (instrument.symbol().equals(row.text("symbol"))) {
                return instrument;
            }
        }
        row.refuse("symbol", "is not in instruments.csv; define it there or remove the line");
        return null;
    }
}
