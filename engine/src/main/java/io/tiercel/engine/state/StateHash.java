package io.tiercel.engine.state;

import io.tiercel.codecs.Digest;

/** A {@link StateWriter} that keeps nothing but the hash of what was written. */
public final class StateHash implements StateWriter {
    private long chain = Digest.SEED;

    /** The hash so far. */
    public long value() {
        return chain;
    }

    @Override
    public void section(final int id) {
        chain = Digest.mix(chain, id);
    }

    @Override
    public void putBoolean(final boolean value) {
        chain = Digest.mix(chain, value ? 1 : 0);
    }

    @Override
    public void putInt(final int value) {
        chain = Digest.mix(chain, value);
    }

    @Override
    public void putLong(final long value) {
        chain = Digest.mix(chain, value);
    }

    @Override
    public void putDouble(final double value) {
        chain = Digest.mix(chain, value);
    }

    @Override
    public void putText(final String value) {
        chain = Digest.mix(chain, value.length());
        for (int i = 0; i < value.length(); i++) {
            chain = Digest.mix(chain, value.charAt(i));
        }
    }
}
