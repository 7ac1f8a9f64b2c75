package io.tiercel.engine.simulation;

import io.tiercel.codecs.control.HaltEncoder;
import io.tiercel.codecs.control.KillEncoder;
import io.tiercel.codecs.control.ResumeEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;

/** Gives commands. */
final class Operator {
    private final Line line;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private long commandId;

    Operator(final Line line) {
        this.line = line;
    }

    /** Any of them. */
    void act(final Random random) {
        final int strategyId = random.nextInt(World.STRATEGIES + 1);
        switch (random.nextInt(4)) {
            case 0 ->
                give(new HaltEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .strategyId(strategyId)
                        .commandId(++commandId)
                        .encodedLength());
            case 1 ->
                give(new KillEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .strategyId(strategyId)
                        .commandId(++commandId)
                        .encodedLength());
            default -> resume(strategyId);
        }
    }

    /** All trade again. */
    void resumeAll() {
        for (int strategyId = 0; strategyId <= World.STRATEGIES; strategyId++) {
            resume(strategyId);
        }
    }

    private void resume(final int strategyId) {
        give(new ResumeEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .strategyId(strategyId)
                .commandId(++commandId)
                .encodedLength());
    }

    private void give(final int length) {
        line.giveSafely(Line.copy(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + length));
    }
}
