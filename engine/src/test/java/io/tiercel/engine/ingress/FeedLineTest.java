package io.tiercel.engine.ingress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FeedLineTest {
    private static final int FEED = 4;
    private static final int STREAM = 44;

    @TempDir
    Path folder;

    private final List<String> heard = new ArrayList<>();
    private AeronRig rig;
    private Subscription subscription;
    private FeedLine line;

    @BeforeEach
    void listen() {
        rig = new AeronRig(folder);
        subscription = rig.subscription(STREAM);
        line = new FeedLine(FEED, subscription);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldSayNothingOfAFeedThatNeverCame() {
        poll();
        final ExclusivePublication silent = publisher();
        poll();
        end(silent);

        assertEquals(List.of(), heard);
    }

    @Test
    void shouldCloseTheBooksOnceWhenTheLineIsGone() {
        final ExclusivePublication feed = publisher();
        say(feed);
        end(feed);
        poll();

        assertEquals(List.of("data", "INTERRUPTED of feed 4, instrument 0"), heard);
    }

    @Test
    void shouldHandOnWhatComesWhenTheLineIsBackAndCloseAgain() {
        final ExclusivePublication first = publisher();
        say(first);
        end(first);
        final ExclusivePublication second = publisher();
        say(second);
        end(second);

        assertEquals(
                List.of("data", "INTERRUPTED of feed 4, instrument 0", "data", "INTERRUPTED of feed 4, instrument 0"),
                heard);
    }

    @Test
    void shouldCloseTheBooksWhenAnotherOnePublishesBeforeTheFirstIsGone() {
        final ExclusivePublication first = publisher();
        say(first);
        final ExclusivePublication second = rig.publication(STREAM);
        rig.until(() -> subscription.imageCount() == 2);
        poll();
        say(second);
        end(first, second);

        assertEquals(
                List.of("data", "INTERRUPTED of feed 4, instrument 0", "data", "INTERRUPTED of feed 4, instrument 0"),
                heard);
    }

    private ExclusivePublication publisher() {
        final ExclusivePublication publication = rig.publication(STREAM);
        rig.connect(publication, subscription);
        return publication;
    }

    private void say(final ExclusivePublication feed) {
        rig.send(feed, Bytes.add(1, true));
        rig.until(() -> poll() > 0);
    }

    private void end(final ExclusivePublication... feeds) {
        for (final ExclusivePublication feed : feeds) {
            feed.close();
        }
        rig.until(subscription::hasNoImages);
        poll();
    }

    private int poll() {
        return line.poll(
                (buffer, offset, length) -> {
                    final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
                    if (header.templateId() == FeedStatusDecoder.TEMPLATE_ID) {
                        final FeedStatusDecoder status =
                                new FeedStatusDecoder().wrapAndApplyHeader(buffer, offset, header);
                        heard.add(status.state() + " of feed " + status.feedId() + ", instrument "
                                + status.instrumentId());
                    } else {
                        heard.add("data");
                    }
                },
                10);
    }
}
