package io.tiercel.engine.feed;

/** Sends what is staged, as a lane would. */
public final class FeedSenderAccess {
    private FeedSenderAccess() {}

    public static void send(final FeedSender sender) {
        sender.send();
    }
}
