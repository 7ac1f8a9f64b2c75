package io.tiercel.engine.state;

/**
 * Is told how far the core is with an input, on the core's thread, for telemetry. Nothing comes back from it, so state
 * and outputs are the same whoever listens.
 */
public interface StageProbe {
    /** Nobody listens: in replays, and on virtual time. */
    StageProbe NONE = new StageProbe() {
        @Override
        public void onApplied() {
            // Nobody listens.
        }

        @Override
        public void onSignals() {
            // Nobody listens.
        }

        @Override
        public void onStrategies() {
            // Nobody listens.
        }

        @Override
        public void onOrderAsked() {
            // Nobody listens.
        }

        @Override
        public void onOrderReady() {
            // Nobody listens.
        }
    };

    /** The last message of a packet is applied to its books. */
    void onApplied();

    /** Signals are brought up to date with the packet. */
    void onSignals();

    /** All strategies were told of the packet. */
    void onStrategies();

    /** A new order or a replace has been decided on, and risk control is next. */
    void onOrderAsked();

    /** It passed, is written as a message, and leaves the core. */
    void onOrderReady();
}
