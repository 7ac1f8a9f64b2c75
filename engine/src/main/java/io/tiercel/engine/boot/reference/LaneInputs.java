package io.tiercel.engine.boot.reference;

import io.tiercel.codecs.control.LaneDefinitionEncoder;
import io.tiercel.codecs.control.LaneInstrumentEncoder;
import io.tiercel.codecs.types.LaneCalculation;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Lane;
import io.tiercel.engine.strategy.LaneResult;
import java.util.List;

/** Turns the analytics lanes of the configuration into inputs. */
final class LaneInputs {
    private final InputSink sink;
    private final InputBuffer message = new InputBuffer();

    LaneInputs(final InputSink sink) {
        this.sink = sink;
    }

    /** Returns how many inputs that took. */
    int send(final Lane lane, final List<InstrumentRow> instruments) {
        final LaneDefinitionEncoder definition = new LaneDefinitionEncoder()
                .wrapAndApplyHeader(message.clear(), 0, message.header())
                .laneId((short) lane.id())
                .calculation(LaneCalculation.REALISED_COVARIANCE)
                .instrumentCount(instruments.size())
                .valueCount(LaneResult.triangle(instruments.size()))
                .firstResultNs(lane.firstResultNs())
                .staleAfterNs(lane.staleAfterNs());
        definition.name(lane.name());
        sink.accept(message.buffer(), 0, message.length(definition.encodedLength()));
        for (int row = 0; row < instruments.size(); row++) {
            sink.accept(
                    message.buffer(),
                    0,
                    message.length(new LaneInstrumentEncoder()
                            .wrapAndApplyHeader(message.clear(), 0, message.header())
                            .laneId((short) lane.id())
                            .row(row)
                            .instrumentId(instruments.get(row).id())
                            .encodedLength()));
        }
        return 1 + instruments.size();
    }
}
