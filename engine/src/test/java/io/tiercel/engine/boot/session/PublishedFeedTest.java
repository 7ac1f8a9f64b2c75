package io.tiercel.engine.boot.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Aeron;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.tiercel.codecs.marketdata.L3ClearDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.boot.configuration.ConfigurationLoader;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Feed;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.feed.PlayedPace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.CloseHelper;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a player does when who takes its stream is slow, gone, or not there. */
@Timeout(60)
final class PublishedFeedTest {
    private static final long WAIT_NS = 300_000_000L;

    @TempDir
    Path temporary;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[64]);
    private final AtomicBoolean stopped = new AtomicBoolean();
    private MediaDriver driver;
    private Aeron aeron;
    private LoadedConfiguration loaded;

    @BeforeEach
    void begin() {
        loaded = ConfigurationLoader.load(
                Path.of("..", "config", "itch.conf"),
                Map.of(),
                List.of(
                        "feeds.ITCH.type=external",
                        "feeds.ITCH.receive=",
                        "feeds.ITCH.channel=aeron:ipc?term-length=64k"),
                OptionalLong.empty());
        driver = MediaDrivers.onThread(temporary.resolve("aeron").toString(), MediaDrivers.MARKET_LINE_NS);
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()));
    }

    @AfterEach
    void end() {
        CloseHelper.closeAll(aeron, driver);
    }

    @Test
    void shouldEmptyTheBooksFirst() {
        final Subscription engine = subscription();
        final AtomicLong clears = new AtomicLong();
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        try (PublishedFeed feed = published(PlayedPace.ofRate(1e9))) {
            begin(feed);
            while (clears.get() < 3) {
                engine.poll(
                        (buffer, offset, length, position) -> clears.addAndGet(
                                header.wrap(buffer, offset).templateId() == L3ClearDecoder.TEMPLATE_ID ? 1 : 0),
                        10);
            }
        }
        assertEquals(3, clears.get());
    }

    @Test
    void shouldGiveUpAnEngineThatTakesNothing() {
        subscription();
        try (PublishedFeed feed = published(PlayedPace.ofRate(1e9))) {
            begin(feed);
            final EnvironmentException thrown = assertThrows(EnvironmentException.class, () -> release(feed, 10_000));
            assertTrue(
                    thrown.getMessage()
                            .matches(
                                    "feed ITCH: the engine has taken nothing for 300 ms, after [1-9][0-9]+ messages; is"
                                            + " it halted\\? Restart it and play again"),
                    thrown::getMessage);
            assertEquals(1, feed.waitCount());
        }
    }

    @Test
    void shouldSayThatTheLastMessagesWereNotTaken() {
        subscription();
        try (PublishedFeed feed = published(PlayedPace.ofRate(1e9))) {
            begin(feed);
            release(feed, 10);
            final EnvironmentException thrown = assertThrows(EnvironmentException.class, feed::end);
            assertTrue(
                    thrown.getMessage().contains("has not taken the last messages within 300 ms"), thrown::getMessage);
        }
    }

    @Test
    void shouldSayThatTheEngineIsGone() {
        final Subscription engine = subscription();
        try (PublishedFeed feed = published(PlayedPace.ofRate(1e9))) {
            begin(feed);
            release(feed, 10);
            engine.close();
            final EnvironmentException thrown = assertThrows(EnvironmentException.class, () -> {
                while (!stopped.get()) {
                    release(feed, 1);
                    Thread.onSpinWait();
                }
            });
            assertTrue(
                    thrown.getMessage().contains("the engine is gone after ")
                            || thrown.getMessage().contains("the engine has taken nothing"),
                    thrown::getMessage);
        }
    }

    @Test
    void shouldNotWaitForAnEngineForEver() {
        try (PublishedFeed feed = published(PlayedPace.ofRate(1e9))) {
            final EnvironmentException thrown = assertThrows(EnvironmentException.class, feed::awaitEngine);
            assertTrue(thrown.getMessage().contains("within 300 ms; start it first"), thrown::getMessage);
            stopped.set(true);
            assertFalse(feed.awaitEngine());
        }
    }

    @Test
    void shouldKeepItsPace() {
        final Subscription engine = subscription();
        final AtomicLong messages = new AtomicLong();
        final Thread reader = new Thread(() -> {
            while (!stopped.get()) {
                messages.addAndGet(engine.poll((buffer, offset, length, position) -> {}, 100));
            }
        });
        reader.start();
        try (PublishedFeed feed = published(PlayedPace.ofTimes(2, 1_000_000_000L))) {
            begin(feed);
            final long sinceNs = System.nanoTime();
            for (int i = 0; i <= 10; i++) {
                feed.add(message, 0, 64);
                // A fifth of a second in all, twice as fast.
                feed.release(1_000_000_000_000L + i * 20_000_000L);
            }
            assertTrue(System.nanoTime() - sinceNs >= 100_000_000L);
            feed.end();
            assertEquals(11, feed.packetCount());
        } finally {
            stopped.set(true);
        }
        assertTrue(messages.get() > 11, () -> messages + " messages");
    }

    /** An hour in which nothing was said. */
    @Test
    void shouldWaitNoLongerThanTheLongestPause() {
        subscription();
        try (PublishedFeed feed = published(PlayedPace.ofTimes(1, 10_000_000L))) {
            begin(feed);
            feed.add(message, 0, 64);
            feed.release(1_000_000_000_000L);
            feed.add(message, 0, 64);
            feed.release(4_600_000_000_000L);
            assertEquals(2, feed.packetCount());
        }
    }

    private void begin(final PublishedFeed feed) {
        assertTrue(feed.awaitEngine());
        feed.begin(ReferenceData.load(loaded));
    }

    private void release(final PublishedFeed feed, final int packets) {
        for (int i = 0; i < packets; i++) {
            feed.add(message, 0, 64);
            feed.release(1);
        }
    }

    private Subscription subscription() {
        return aeron.addSubscription(feed().channel(), AeronTransport.feedStream(feed().venueId()));
    }

    private PublishedFeed published(final PlayedPace pace) {
        return new PublishedFeed(
                feed(),
                new EngineConfiguration.Aeron(EngineConfiguration.Driver.EXTERNAL, driver.aeronDirectoryName()),
                pace,
                WAIT_NS,
                stopped::get,
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private Feed feed() {
        return loaded.configuration().feeds().get(0);
    }
}
