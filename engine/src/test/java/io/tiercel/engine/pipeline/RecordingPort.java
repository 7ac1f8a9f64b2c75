package io.tiercel.engine.pipeline;

import io.tiercel.codecs.types.MessageHeaderDecoder;
import java.util.List;
import org.agrona.DirectBuffer;

/** A venue that answers as it is told, and notes what it took. */
final class RecordingPort implements VenuePort {
    private final String name;
    private final List<String> events;
    private Result answer = Result.SENT;
    private int pressedBack;
    int attempts;

    RecordingPort(final String name, final List<String> events) {
        this.name = name;
        this.events = events;
    }

    RecordingPort answers(final Result newAnswer) {
        answer = newAnswer;
        return this;
    }

    /** Has no room so many times, then answers. */
    RecordingPort pressedBack(final int times) {
        pressedBack = times;
        return this;
    }

    @Override
    public Result send(final DirectBuffer buffer, final int offset, final int length) {
        attempts++;
        if (pressedBack > 0) {
            pressedBack--;
            return Result.BACK_PRESSURE;
        }
        if (answer == Result.SENT) {
            events.add(name + " takes "
                    + new MessageHeaderDecoder().wrap(buffer, offset).templateId());
        }
        return answer;
    }
}
