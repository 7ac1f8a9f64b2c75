package io.tiercel.engine.feed.history;

/** Tells every message of files, one by one. */
public final class MessageDump {
    private final HistoryFiles files;
    private final Faults faults;
    private final Target target;
    private MessageDispatch dispatch;

    /** Who takes the messages. */
    public interface Target {
        /** @param session empty where there is none */
        void onMessage(Origin origin, String session, Message message);

        /** Whether nobody wants more. */
        boolean closed();
    }

    public MessageDump(final HistoryFiles files, final Faults faults, final Target target) {
        this.files = files;
        this.faults = faults;
        this.target = target;
    }

    /** @return false when it was stopped */
    public boolean run(final HistoryFiles.Progress progress) {
        dispatch = new MessageDispatch(files, faults, false, new MessageListener() {
            private String session = "";

            @Override
            public void onPacket(
                    final Origin origin,
                    final String newSession,
                    final long sequence,
                    final int count,
                    final long sentNs) {
                session = newSession;
            }

            @Override
            public void onMessage(final Origin origin, final Message message) {
                target.onMessage(origin, session, message);
            }

            @Override
            public void onFault(final Origin origin, final String reason) {
                faults.add(origin, reason);
            }
        });
        return files.read(dispatch, (file, bytes, all) -> !target.closed() && progress.onBytes(file, bytes, all));
    }

    /** Datagrams and messages of no protocol that is known. */
    public long unknownCount() {
        return dispatch.unknownCount();
    }
}
