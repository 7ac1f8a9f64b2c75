package io.tiercel.engine.boot;

import io.tiercel.engine.boot.status.ProgressBar;
import io.tiercel.engine.feed.history.Faults;
import io.tiercel.engine.feed.history.HistoryException;
import io.tiercel.engine.feed.history.Message;
import io.tiercel.engine.feed.history.MessageDump;
import io.tiercel.engine.feed.history.Origin;
import java.io.BufferedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tiercel feed dump}. */
@Command(
        name = "dump",
        description = "Prints every message of files of market data, with every field by its specification's name.",
        sortOptions = false)
final class FeedDumpCommand implements Callable<Integer> {
    private static final int BUFFER_BYTES = 1 << 16;

    private final PrintStream out;
    private final PrintStream err;

    @Mixin
    private FeedFileOptions options;

    @Option(names = "--jsonl", description = "One JSON object a line.")
    private boolean json;

    FeedDumpCommand(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        final Faults faults = options.faults();
        final PrintStream lines =
                new PrintStream(new BufferedOutputStream(out, BUFFER_BYTES), false, StandardCharsets.UTF_8);
        final ProgressBar bar = new ProgressBar(err);
        try {
            final MessageDump dump = new MessageDump(options.messageFiles(), faults, new MessageDump.Target() {
                @Override
                public void onMessage(final Origin origin, final String session, final Message message) {
                    lines.println(json ? jsonLine(origin, session, message) : textLine(origin, session, message));
                }

                @Override
                public boolean closed() {
                    return out.checkError();
                }
            });
            dump.run(FeedFileOptions.progress(bar));
            lines.flush();
            bar.close();
            if (dump.unknownCount() > 0) {
                err.println(dump.unknownCount() + " datagrams or messages are of no protocol that is known; where they"
                        + " are of one, name it by --protocol");
            }
            return FeedFileOptions.verdict(faults, err);
        } catch (final HistoryException bad) {
            bar.close();
            lines.flush();
            err.println("tiercel: " + bad.getMessage());
            return ExitCode.BAD_INPUT;
        } finally {
            bar.close();
        }
    }

    private static String jsonLine(final Origin origin, final String session, final Message message) {
        final JsonWriter json =
                new JsonWriter().beginObject().put("record", origin.record()).put("offset", origin.offset());
        if (origin.timeNs() != 0) {
            json.put("captured", FeedTimes.utc(origin.timeNs()))
                    .put("channel", origin.channel().name());
        }
        if (!session.isEmpty()) {
            json.put("session", session);
        }
        if (message.sequence() != Message.NONE) {
            json.put("sequence", message.sequence());
        }
        json.put("message", message.name());
        message.writeTo(new JsonFields(json));
        return json.endObject().toString();
    }

    private static String textLine(final Origin origin, final String session, final Message message) {
        final StringBuilder text = new StringBuilder().append(origin.record());
        if (origin.timeNs() != 0) {
            text.append(' ').append(FeedTimes.utc(origin.timeNs()));
            text.append(' ').append(origin.channel().name());
        }
        if (!session.isEmpty()) {
            text.append(' ').append(session).append(' ').append(message.sequence());
        }
        text.append(' ').append(message.name()).append(':');
        message.writeTo(new TextFields(text));
        return text.toString();
    }
}
