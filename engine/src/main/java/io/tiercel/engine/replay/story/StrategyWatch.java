package io.tiercel.engine.replay.story;

import io.tiercel.engine.signal.Signal;

/** Hears of what strategies are told and what they ask for. */
interface StrategyWatch {
    /** A strategy declared a signal, which it can read from now on. */
    void onDeclared(String strategy, String key, Signal signal);

    /** A method of a strategy is about to be called. */
    void onCall(String strategy, String method, String detail);

    /** It has returned, or thrown. */
    void onReturn();

    /** Inside a call it asks for an order or a change of one; the id of the order that is to change, or 0. */
    void onAsk(String request, long orderId);

    /** The engine has answered; the id of what was asked for, or 0. */
    void onAnswer(long orderId);
}
