package io.tiercel.engine.ingress;

import org.agrona.DirectBuffer;

/** Takes the sequence of inputs. */
public interface InputListener {
    void onInput(long sequence, long timeNs, DirectBuffer buffer, int offset, int length);
}
