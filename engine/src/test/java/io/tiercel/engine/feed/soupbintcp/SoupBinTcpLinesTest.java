package io.tiercel.engine.feed.soupbintcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.feed.FeedCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client against bytes that the specification says, over the loopback. Time is the test's. */
final class SoupBinTcpLinesTest {
    private static final String TYPES = "+AJSHZLURO?";
    private static final int PACKETS = 100;
    private static final int STREAMS = Integer.getInteger("tiercel.fuzzPackets", 100_000) / PACKETS;
    private static final long RETRY_NS = 100_000_000L;
    private static final long RETRY_MOST_NS = 1_000_000_000L;
    private static final long TIMEOUT_NS = 3_000_000_000L;
    private static final String ENDED = "A DAY1 8 end";

    private final StreamScript script = new StreamScript(TIMEOUT_NS, RETRY_NS, RETRY_MOST_NS);

    @AfterEach
    void close() throws IOException {
        script.close();
    }

    @Test
    void shouldFollowFromTheNewestMessageByteByByte() throws IOException {
        script.begin("", 1);

        assertEquals(StreamScript.login("", 0), script.acceptLogin(0));
        script.sendByteByByte(0, StreamScript.accepted("DAY1", 5) + "\0\5+text\0\4Sabc\0\1H\0\3Sde\0\2Uu\0\1S\0\1Z");
        script.await(ENDED);

        assertEquals(List.of("A DAY1 5", "A DAY1 5 abc", "A DAY1 6", "A DAY1 6 de", "A DAY1 7 ", ENDED), script.events);
        assertEquals(2, script.counts.get(FeedCount.PASSED_OVER));
        assertEquals(1, script.counts.get(FeedCount.CONNECTIONS));
        assertEquals(0, script.counts.get(FeedCount.CONNECTIONS_LOST));
        assertEquals("session DAY1 has ended", script.lines.word(0).text());
        assertEquals(0, script.lines.outageCount(), "the session's end is no loss");
    }

    @Test
    void shouldPutWhatCameTogetherIntoOnePacket() throws IOException {
        script.follow(0, "DAY1", 1);
        script.send(0, "\0\4Sabc\0\3Sde\0\1H\0\4Sfgh");
        script.await("A DAY1 3 fgh");

        assertEquals(List.of("A DAY1 1", "A DAY1 1 abc|de", "A DAY1 3", "A DAY1 3 fgh"), script.events);
    }

    @Test
    void shouldKeepMessagesApartOnSeveralLines() throws IOException {
        script.begin("", 2);
        script.acceptLogin(0);
        script.acceptLogin(1);
        script.send(0, StreamScript.accepted("DAY1", 1) + "\0\4Sabc\0\3Sde");
        script.await("A DAY1 2 de");
        script.send(1, StreamScript.accepted("DAY1", 2) + "\0\3Sde");
        script.await("answers DAY1 2 de");

        // What it begins with the first line has had: it is no line before it comes to what is new.
        assertEquals(
                List.of("A DAY1 1", "A DAY1 1 abc", "A DAY1 2 de", "answers DAY1 2", "B DAY1 3", "answers DAY1 2 de"),
                script.events);
        script.send(1, "\0\4Sfgh");
        script.await("B DAY1 3 fgh");
    }

    @Test
    void shouldSayWhyALoginIsRefused() throws IOException {
        assertRefused("A", "not authorised (A): it does not know this user and password, or has somebody by that name");
        assertRefused("S", "it does not have the session (S)");
        assertRefused("?", "for the reason ?, which is none of the protocol's");

        assertEquals(3, script.counts.get(FeedCount.LOGINS_REFUSED));
        assertEquals(3, script.counts.get(FeedCount.CONNECTIONS_FAILED));
        assertEquals(0, script.lines.outageCount());
        assertEquals(List.of(), script.events);
    }

    private void assertRefused(final String reason, final String words) throws IOException {
        script.begin("", 1);
        script.acceptLogin(0);
        script.send(0, "\0\2J" + reason);
        script.awaitText(0, "the server refused the login: " + words + "; it is asked again every 1000 ms");
        script.timeNs += RETRY_MOST_NS - 1;
        script.pollIdle();
        assertFalse(script.lines.word(0).connected());
        assertFalse(script.isAsked(0), "who asks often is locked out");
        script.timeNs++;
        script.acceptLogin(0);
        script.closeLines();
    }

    @Test
    void shouldAskAgainSoonAfterARefusalWhereALoginWasAcceptedBefore() throws IOException {
        script.follow(0, "DAY1", 1);
        script.closeServed(0);
        script.awaitText(0, "the server ended the connection");
        script.timeNs += RETRY_NS;
        script.acceptLogin(0);
        script.send(0, "\0\2JA");
        script.awaitText(
                0,
                "the server refused the login: not authorised (A): it does not know this user and password, or has"
                        + " somebody by that name");
        script.timeNs += 2 * RETRY_NS;

        assertEquals(StreamScript.login("", 0), script.acceptLogin(0));
    }

    @Test
    void shouldSendHeartbeatsAndTakeThoseOfTheServer() throws IOException {
        script.follow(0, "DAY1", 1);
        script.timeNs += 999_999_999L;
        script.pollIdle();
        script.timeNs++;
        script.pollIdle();
        assertEquals("\0\1R", script.read(0, 3));
        script.send(0, "\0\2Sa");
        script.await("A DAY1 1 a");

        for (int i = 0; i < 10; i++) {
            script.timeNs += TIMEOUT_NS - 1;
            script.send(0, "\0\1H");
            script.await("A DAY1 2");
            script.events.clear();
        }
        assertTrue(script.lines.word(0).connected());
    }

    @Test
    void shouldGiveUpAServerThatSaysNothing() throws IOException {
        script.begin("", 1);
        script.acceptLogin(0);
        script.timeNs += TIMEOUT_NS;
        script.awaitText(0, "the server does not answer the login for 3000 ms");
        assertEquals(0, script.lines.outageCount(), "nothing came by it before");

        script.timeNs += RETRY_NS;
        script.acceptLogin(0);
        script.send(0, StreamScript.accepted("DAY1", 1));
        script.await("A DAY1 1");
        script.timeNs += TIMEOUT_NS;
        script.awaitText(0, "the server says nothing, no heartbeat either, for 3000 ms");
        assertEquals(1, script.lines.outageCount());
        assertEquals(1, script.counts.get(FeedCount.CONNECTIONS_LOST));
        assertEquals(1, script.counts.get(FeedCount.CONNECTIONS_FAILED));
    }

    @Test
    void shouldConnectAgainLessAndLessOften() throws IOException {
        script.begin("", 1);
        long pauseNs = RETRY_NS;
        for (int i = 0; i < 6; i++) {
            script.acceptLogin(0);
            // Whoever lets one in and ends it soon is no better.
            script.send(0, StreamScript.accepted("DAY1", 1 + i) + "\0\2Sa");
            script.await("A DAY1 " + (1 + i) + " a");
            script.closeServed(0);
            script.awaitText(0, "the server ended the connection");
            script.events.clear();
            script.timeNs += pauseNs - 1;
            script.pollIdle();
            assertFalse(script.isAsked(0), "attempt " + i);
            script.timeNs++;
            pauseNs = Math.min(RETRY_MOST_NS, 2 * pauseNs);
        }
        script.acceptLogin(0);
        script.send(0, StreamScript.accepted("DAY1", 7) + "\0\2Sa");
        script.await("A DAY1 7 a");
        script.timeNs += RETRY_MOST_NS + 1;
        script.closeServed(0);
        script.awaitText(0, "the server ended the connection");
        script.timeNs += RETRY_NS;
        script.acceptLogin(0);
    }

    /** It answers each wish for what is missing by the end of the connection. */
    @Test
    void shouldNotAskForEverSoOftenWhatAServerDoesNotGive() throws IOException {
        script.begin("", 1);
        long pauseNs = RETRY_NS;
        for (int i = 0; i < 6; i++) {
            script.acceptLogin(0);
            script.send(0, StreamScript.accepted("DAY1", 9) + "\0\1H");
            script.await("A DAY1 9");
            script.request("DAY1", 1);
            script.acceptLogin(0);
            script.closeServed(0);
            script.awaitText(0, "the server ended the connection");
            assertEquals(i + 1, script.lines.outageCount());
            script.events.clear();
            script.timeNs += pauseNs - 1;
            script.pollIdle();
            assertFalse(script.isAsked(0), "attempt " + i);
            script.timeNs++;
            pauseNs = Math.min(RETRY_MOST_NS, 2 * pauseNs);
        }
    }

    @Test
    void shouldSayThatNobodyIsThere() throws IOException {
        script.begin("", 1);
        script.closeServer(0);
        script.awaitText(0, "the connection broke: Connection refused");
        assertEquals(1, script.counts.get(FeedCount.CONNECTIONS_FAILED));
    }

    @Test
    void shouldResumeWhereSomethingIsMissing() throws IOException {
        script.follow(0, "DAY1", 5);
        script.send(0, "\0\2Se");
        script.await("A DAY1 5 e");
        script.events.clear();

        assertTrue(script.request("DAY1", 2));
        assertEquals("\0\1O", script.read(0, 3));
        assertEquals(StreamScript.login("DAY1", 2), script.acceptLogin(0));
        assertFalse(script.request("DAY1", 2), "it is on its way");
        script.send(0, StreamScript.accepted("DAY1", 2) + "\0\2Sb\0\2Sc");
        script.await("answers DAY1 2 b|c");
        assertFalse(script.request("DAY1", 4), "it goes on");
        script.send(0, "\0\2Sd\0\2Se\0\1H\0\2Sf");
        script.await("A DAY1 6 f");

        assertEquals(
                List.of(
                        "answers DAY1 2",
                        // That it is heard.
                        "A DAY1 6",
                        "answers DAY1 2 b|c",
                        "answers DAY1 4 d|e",
                        "A DAY1 6",
                        "A DAY1 6 f"),
                script.events);
        assertEquals(0, script.lines.outageCount(), "it was wished");
    }

    /** What was known of the session is too old when it has come: it may be far behind. */
    @Test
    void shouldAskHowFarTheSessionIsWhenWhatWasKnownIsOld() throws IOException {
        script.follow(0, "DAY1", 5);
        assertTrue(script.lines.isCurrent(script.timeNs));
        assertTrue(script.request("DAY1", 2));
        assertEquals(StreamScript.login("DAY1", 2), script.acceptLogin(0));
        script.send(0, StreamScript.accepted("DAY1", 2) + "\0\2Sb");
        script.await("answers DAY1 2 b");
        assertEquals(
                "catches up with session DAY1 from message 2 to 5",
                script.lines.word(0).text());
        assertFalse(script.lines.isCurrent(script.timeNs));
        script.timeNs += StreamScript.BEHIND_NS / 2 + 1;
        script.send(0, "\0\2Sc\0\2Sd");
        script.await("answers DAY1 3 c|d");
        script.events.clear();

        assertEquals(StreamScript.login("", 0), script.acceptLogin(0));
        script.send(0, StreamScript.accepted("DAY1", 8));
        script.await("A DAY1 8");
        assertEquals(StreamScript.login("DAY1", 5), script.acceptLogin(0));
        assertFalse(script.lines.isCurrent(script.timeNs));
        script.send(0, StreamScript.accepted("DAY1", 5) + "\0\2Se\0\2Sf");
        script.await("answers DAY1 5 e|f");
        assertEquals(
                "catches up with session DAY1 from message 5 to 8, the newest when it was asked for the 2. time",
                script.lines.word(0).text());
        script.send(0, "\0\2Sg\0\2Sh");
        script.await("answers DAY1 7 g|h");
        script.pollIdle();

        assertTrue(script.lines.isCurrent(script.timeNs));
        assertEquals(List.of("A DAY1 8", "answers DAY1 5", "answers DAY1 5 e|f", "answers DAY1 7 g|h"), script.events);
        assertEquals(1, script.counts.get(FeedCount.CATCH_UPS));
        assertEquals("follows session DAY1 from message 9", script.lines.word(0).text());
        assertEquals(0, script.lines.outageCount(), "it was wished");
    }

    @Test
    void shouldStayWhereTheSessionIsNoFurther() throws IOException {
        script.follow(0, "DAY1", 5);
        assertTrue(script.request("DAY1", 4));
        assertEquals(StreamScript.login("DAY1", 4), script.acceptLogin(0));
        script.timeNs += StreamScript.BEHIND_NS / 2 + 1;
        script.send(0, StreamScript.accepted("DAY1", 4) + "\0\2Sd");
        assertEquals(StreamScript.login("", 0), script.acceptLogin(0));
        script.send(0, StreamScript.accepted("DAY1", 5) + "\0\2Se");
        script.await("A DAY1 5 e");

        assertTrue(script.lines.isCurrent(script.timeNs));
        assertFalse(script.isAsked(0));
    }

    @Test
    void shouldBeLostWhenNobodySaysHowFarTheSessionIs() throws IOException {
        script.follow(0, "DAY1", 5);
        assertTrue(script.request("DAY1", 4));
        assertEquals(StreamScript.login("DAY1", 4), script.acceptLogin(0));
        script.timeNs += StreamScript.BEHIND_NS / 2 + 1;
        script.send(0, StreamScript.accepted("DAY1", 4) + "\0\2Sd");
        assertEquals(StreamScript.login("", 0), script.acceptLogin(0));
        assertEquals(0, script.lines.outageCount());
        script.closeServed(0);
        script.awaitText(0, "the server ended the connection");

        assertEquals(1, script.lines.outageCount());
        assertFalse(script.lines.isCurrent(script.timeNs));
    }

    /** A session that has begun meanwhile is followed from its own newest message on. */
    @Test
    void shouldNotGoBackIntoASessionThatIsOver() throws IOException {
        script.follow(0, "DAY1", 5);
        assertTrue(script.request("DAY1", 4));
        assertEquals(StreamScript.login("DAY1", 4), script.acceptLogin(0));
        script.timeNs += StreamScript.BEHIND_NS / 2 + 1;
        script.send(0, StreamScript.accepted("DAY1", 4) + "\0\2Sd");
        assertEquals(StreamScript.login("", 0), script.acceptLogin(0));
        script.send(0, StreamScript.accepted("DAY2", 7) + "\0\2Sa");
        script.await("A DAY2 7 a");

        assertFalse(script.isAsked(0));
        assertTrue(script.lines.isCurrent(script.timeNs));
    }

    @Test
    void shouldAskAnotherServerWhenOneBringsNothing() throws IOException {
        script.begin("", 2);
        script.acceptLogin(0);
        script.acceptLogin(1);
        script.send(0, StreamScript.accepted("DAY1", 2));
        script.await("A DAY1 2");
        script.send(1, StreamScript.accepted("DAY1", 5));
        script.await("B DAY1 5");

        assertFalse(script.request("DAY1", 2), "line A comes to it");
        assertTrue(script.request("DAY1", 2), "but it did not");
        assertEquals(StreamScript.login("DAY1", 2), script.acceptLogin(1));
        assertFalse(script.request("DAY2", 1), "nobody is in that session");
        assertEquals(1, script.counts.get(FeedCount.UNSENT));
    }

    @Test
    void shouldBeginAtTheNewestAgainWhenItCannotResume() throws IOException {
        script.follow(0, "DAY1", 5);
        assertTrue(script.request("DAY1", 2));
        script.acceptLogin(0);
        script.send(0, "\0\2JS");
        script.awaitText(0, "the server refused the login: it does not have the session (S)");
        assertEquals(1, script.lines.outageCount());
        script.timeNs += RETRY_NS;

        assertEquals(StreamScript.login("", 0), script.acceptLogin(0));
        script.send(0, StreamScript.accepted("DAY2", 1) + "\0\2Sa");
        script.await("A DAY2 1 a");
    }

    @Test
    void shouldTakeAServerThatBeginsLaterThanAsked() throws IOException {
        script.follow(0, "DAY1", 9);
        script.request("DAY1", 5);
        script.acceptLogin(0);
        script.send(0, StreamScript.accepted("DAY1", 7) + "\0\2Sg");
        script.await("answers DAY1 7 g");
        assertTrue(script.request("DAY1", 5), "it is still missing");
    }

    /** What it numbers so was something else, for all that is known. */
    @Test
    void shouldTakeNothingOfAServerThatIsBehindWhereItWas() throws IOException {
        script.follow(0, "DAY1", 9);
        script.request("DAY1", 5);
        script.acceptLogin(0);
        script.send(0, StreamScript.accepted("DAY1", 4) + "\0\2Sd");
        script.awaitText(
                0,
                "the server is at message 4 of session DAY1, behind message 5, where it was: nothing is taken of it until"
                        + " another session begins");
        assertEquals(1, script.lines.outageCount());

        script.timeNs += RETRY_MOST_NS;
        script.acceptLogin(0);
        script.send(0, StreamScript.accepted("DAY1", 20) + "\0\2St");
        script.awaitEnd(0);
        assertEquals(List.of("A DAY1 9"), script.events, "it may have come so far in the meantime");

        script.timeNs += RETRY_MOST_NS;
        script.acceptLogin(0);
        script.send(0, StreamScript.accepted("DAY2", 1) + "\0\2Sa");
        script.await("A DAY2 1 a");
    }

    /** The newest message may be one that has come, or the one that comes next. */
    @Test
    void shouldTakeTheNewestMessageAgain() throws IOException {
        script.follow(0, "DAY1", 9);
        script.send(0, "\0\2Si");
        script.await("A DAY1 9 i");
        script.closeServed(0);
        script.awaitText(0, "the server ended the connection");
        script.timeNs += RETRY_NS;
        script.acceptLogin(0);
        script.send(0, StreamScript.accepted("DAY1", 9) + "\0\2Si\0\2Sj");
        script.await("answers DAY1 9 i|j");

        script.closeServed(0);
        script.awaitEnd(0);
        script.timeNs += RETRY_MOST_NS;
        script.acceptLogin(0);
        script.send(0, StreamScript.accepted("DAY1", 9));
        script.awaitEnd(0);
        assertTrue(
                script.lines.word(0).text().contains("is at message 9"),
                script.lines.word(0).text());
    }

    @Test
    void shouldTakeNoOtherSessionThanTheOneThatIsWanted() throws IOException {
        script.begin("DAY1", 1);
        assertEquals(StreamScript.login("DAY1", 0), script.acceptLogin(0));
        script.send(0, StreamScript.accepted("DAY2", 1) + "\0\2Sa");
        script.awaitText(0, "the server has session DAY2 instead of DAY1");

        assertEquals(List.of(), script.events);
        assertEquals(1, script.counts.get(FeedCount.REFUSED));
    }

    @Test
    void shouldEndTheConnectionOverWhatIsNoSoupBinTcp() throws IOException {
        final String accepted = StreamScript.accepted("DAY1", 1);
        assertBroken(accepted + "\0\0", "the server sends what is no SoupBinTCP");
        assertBroken(accepted + "\0\1Q", "the server sends what is no SoupBinTCP");
        assertBroken("\0\2Hx", "the server sends what is no SoupBinTCP");
        assertBroken("\0\2Sa", "the server sent a packet of type S and of 4 bytes where none is expected");
        assertBroken("\0\1Z", "the server sent a packet of type Z and of 3 bytes where none is expected");
        assertBroken(accepted + accepted, "the server sent a packet of type A and of 33 bytes where none is expected");
        assertBroken(accepted + "\0\2JA", "the server sent a packet of type J and of 4 bytes where none is expected");
        assertBroken(accepted + "\0\1O", "the server sent a packet of type O and of 3 bytes where none is expected");
        assertBroken(
                accepted + "\u00FF\u00FFS" + "x".repeat(65_534),
                "the server sent a packet of type S and of 65537 bytes where none is expected");
        assertBroken(StreamScript.accepted("DAY1", 0), "the server accepted the login for message 0, which is none");
        assertBroken(
                StreamScript.accepted("DAY1", Long.MAX_VALUE),
                "the server accepted the login for message 9223372036854775807, which is none");
        assertEquals(11, script.counts.get(FeedCount.REFUSED));
        assertBroken(accepted + "\0\4Sab", "the server ended the connection within a packet");
        assertBroken(accepted, "the server ended the connection");
    }

    /** Whatever else it sends then, the connection is over. */
    private void assertBroken(final String bytes, final String text) throws IOException {
        script.begin("", 1);
        script.acceptLogin(0);
        script.send(0, bytes);
        script.closeServed(0);
        script.awaitText(0, text);
        script.closeLines();
    }

    @Test
    void shouldCountAnOutageWhenTheLastLineIsGone() throws IOException {
        script.begin("", 2);
        script.acceptLogin(0);
        script.acceptLogin(1);
        script.send(0, StreamScript.accepted("DAY1", 1));
        script.send(1, StreamScript.accepted("DAY1", 1));
        script.await("A DAY1 1");
        script.await("B DAY1 1");
        script.closeServed(0);
        script.awaitText(0, "the server ended the connection");
        assertEquals(0, script.lines.outageCount());
        script.closeServed(1);
        script.awaitText(1, "the server ended the connection");
        assertEquals(1, script.lines.outageCount());
    }

    @Test
    void shouldLookForTheNextSessionWithoutAWordAboutTheOneThatHasEnded() throws IOException {
        script.follow(0, "DAY1", 1);
        script.send(0, "\0\1Z");
        script.await("A DAY1 1 end");
        script.timeNs += RETRY_MOST_NS;
        script.acceptLogin(0);
        script.events.clear();
        script.send(0, StreamScript.accepted("DAY1", 1) + "\0\1Z");
        script.await("A DAY1 1 end");
        assertEquals("session DAY1 has ended", script.lines.word(0).text());

        script.timeNs += RETRY_MOST_NS;
        script.acceptLogin(0);
        script.send(0, StreamScript.accepted("DAY2", 1));
        script.await("A DAY2 1");
        assertEquals("follows session DAY2 from message 1", script.lines.word(0).text());
    }

    /** Whatever a server sends, nothing but its messages and a new attempt come of it. Each is a connection. */
    @Test
    void shouldSurviveAnyBytes() throws IOException {
        final long seed = Long.getLong("tiercel.seed", 5);
        final Random random = new Random(seed);
        script.begin("", 1);
        long found = 0;
        for (int i = 0; i < STREAMS; i++) {
            final StringBuilder bytes =
                    new StringBuilder(random.nextInt(10) == 0 ? "" : StreamScript.accepted("S" + i, 1));
            for (int packets = random.nextInt(2 * PACKETS); packets > 0; packets--) {
                append(bytes, random);
            }
            script.acceptLogin(0);
            script.send(0, bytes.toString());
            script.closeServed(0);
            script.awaitEnd(0);
            final int stream = i;
            assertEquals(messages(bytes), script.messages, () -> "seed " + seed + ", stream " + stream);
            found += script.messages.size();
            script.timeNs += RETRY_MOST_NS;
            script.events.clear();
            script.messages.clear();
        }
        assertTrue(found > STREAMS, found + " messages of seed " + seed);
    }

    /** Those behind a login, up to what is none that a server sends. */
    private static List<String> messages(final CharSequence bytes) {
        final List<String> messages = new ArrayList<>();
        final int login = StreamScript.accepted("", 1).length();
        int at = bytes.toString().startsWith("\0\37A") ? login : bytes.length();
        while (at + 3 <= bytes.length()) {
            final int length = bytes.charAt(at) << 8 | bytes.charAt(at + 1);
            final char type = bytes.charAt(at + 2);
            final int end = at + 2 + length;
            final boolean data = "S+U".indexOf(type) >= 0;
            if (length == 0 || end > bytes.length() || !data && (type != 'H' || length != 1)) {
                break;
            }
            if (type == 'S') {
                messages.add(bytes.subSequence(at + 3, end).toString());
            }
            at = end;
        }
        return messages;
    }

    /** Most are whole; some say that they are longer or shorter than they are, or are of another type. */
    private static void append(final StringBuilder bytes, final Random random) {
        final int kind = random.nextInt(400);
        final int payload = kind < 300 ? random.nextInt(60) : 0;
        final int said = kind == 399 ? random.nextInt(0x10000) : payload + 1;
        bytes.append((char) (said >>> 8)).append((char) (said & 0xFF));
        bytes.append(kind == 398 ? TYPES.charAt(random.nextInt(TYPES.length())) : kind < 300 ? 'S' : 'H');
        for (int i = 0; i < payload; i++) {
            bytes.append((char) random.nextInt(256));
        }
    }
}
