package io.tiercel.engine.boot.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The words a user reads. The folder of the test stands as DIR in them. */
class ConfigurationErrorsTest {
    private static final String VENUE = "venues.SIM.id = 1\n";

    @TempDir
    Path folder;

    @Test
    void shouldSuggestNearestKey() throws IOException {
        assertEquals(
                List.of(
                        "DIR/t.conf:2: engine.max-open-orders = \"5\" is not a known key; write engine.maxOpenOrders"
                                + " or remove it",
                        "DIR/t.conf:3: engine.maxBookOrder = \"5\" is not a known key; write engine.maxBookOrders or"
                                + " remove it",
                        "DIR/t.conf:4: zebra = \"5\" is not a known key; remove it; config explain lists every key"),
                problems(VENUE + "engine.max-open-orders = 5\nengine.maxBookOrder = 5\nzebra = 5"));
    }

    @Test
    void shouldRefuseUnknownSectionOnce() throws IOException {
        assertEquals(
                List.of("DIR/t.conf:2: engin is not a known section; remove it; config explain lists every key"),
                problems(VENUE + "engin { id = 1, layout = x }"));
    }

    @Test
    void shouldRefuseSectionWhereValueBelongsAndValueWhereSectionBelongs() throws IOException {
        assertEquals(
                List.of(
                        "DIR/t.conf:2: engine.id is a section, not a value; write engine.id or remove it",
                        "DIR/t.conf:3: risk = \"5\" is a value for a section; write its keys in { }"),
                problems(VENUE + "engine.id { a = 1 }\nrisk = 5"));
    }

    @Test
    void shouldRefuseTheLogOfAVenueThatWritesNone() throws IOException {
        assertEquals(
                List.of("DIR/t.conf:2: venues.SIM.log = \"a.csv\" is for venues of type external, and this one is"
                        + " builtIn; leave it out"),
                problems(VENUE + "venues.SIM.log = a.csv"));
    }

    @Test
    void shouldRefuseItchOfAMarketThatCannotBeSent() throws IOException {
        assertEquals(
                List.of("DIR/t.conf:2: venues.SIM.itch.requests = \"127.0.0.1:2\" is of no use without"
                        + " venues.SIM.itch.lines; add them, or leave it out"),
                problems(VENUE + "venues.SIM.itch.requests = \"127.0.0.1:2\""));
        assertEquals(
                List.of("DIR/t.conf:2: venues.SIM.itch.lines = \"127.0.0.1\" is no address; write HOST:PORT, the port"
                        + " from 1 to 65535"),
                problems(VENUE + "venues.SIM.itch.lines = 127.0.0.1"));
        assertEquals(
                List.of("DIR/t.conf:2: venues.SIM.itch.lines = \"239.0.0.1:2|interface=lo\" names a group; write"
                        + " HOST:PORT of one who listens"),
                problems(VENUE + "venues.SIM.itch.lines = \"239.0.0.1:2|interface=lo\""));
        assertEquals(
                List.of("DIR/t.conf:2: venues.SIM.itch.lines = \"127.0.0.1:2, 127.0.0.1:2\" names an address twice;"
                        + " leave one"),
                problems(VENUE + "venues.SIM.itch.lines = \"127.0.0.1:2, 127.0.0.1:2\""));
        assertEquals(
                List.of("DIR/t.conf:2: venues.SIM.itch.snapshots = \"127.0.0.1:3,127.0.0.1:4\" has 2 addresses; leave"
                        + " at most 1"),
                problems(VENUE
                        + "venues.SIM.itch { lines = \"127.0.0.1:2\", snapshots = \"127.0.0.1:3,127.0.0.1:4\" }"));
        assertEquals(
                List.of("DIR/t.conf:2: venues.SIM.itch.timeZone = \"Mars\" is no time zone; write one such as"
                        + " America/New_York"),
                problems(VENUE + "venues.SIM.itch { lines = \"127.0.0.1:2\", timeZone = Mars }"));
        assertEquals(
                List.of("DIR/t.conf:2: venues.SIM.itch.loss = \"1.5\" is above the greatest value; write 0 to 1"),
                problems(VENUE + "venues.SIM.itch { lines = \"127.0.0.1:2\", loss = 1.5 }"));
    }

    @Test
    void shouldRefuseMdp3OfAMarketThatCannotBeSent() throws IOException {
        assertEquals(
                List.of("DIR/t.conf:2: venues.SIM.mdp3.snapshotLines = \"127.0.0.1:2\" is of no use without"
                        + " venues.SIM.mdp3.lines; add them, or leave it out"),
                problems(VENUE + "venues.SIM.mdp3.snapshotLines = \"127.0.0.1:2\""));
        assertEquals(
                List.of("DIR/t.conf:2: venues.SIM.mdp3.definitionLines = \"239.0.0.1:2|interface=lo\" names a group;"
                        + " write HOST:PORT of one who listens"),
                problems(VENUE + "venues.SIM.mdp3 { lines = \"127.0.0.1:2\","
                        + " definitionLines = \"239.0.0.1:2|interface=lo\" }"));
        assertEquals(
                List.of("DIR/t.conf:2: venues.SIM.mdp3.replay = \"127.0.0.1:3,127.0.0.1:4\" has 2 addresses; leave at"
                        + " most 1"),
                problems(VENUE + "venues.SIM.mdp3 { lines = \"127.0.0.1:2\", replay = \"127.0.0.1:3,127.0.0.1:4\" }"));
        assertEquals(
                List.of("DIR/t.conf:2: venues.SIM.mdp3.channelId = \"32768\" is above the greatest value; write 1 to"
                        + " 32767"),
                problems(VENUE + "venues.SIM.mdp3 { lines = \"127.0.0.1:2\", channelId = 32768 }"));
        assertEquals(
                List.of("DIR/t.conf:2: venues.SIM.mdp3.lines = \"127.0.0.1:2\" stands beside venues.SIM.itch.lines;"
                        + " leave one of them"),
                problems(VENUE + "venues.SIM { mdp3.lines = \"127.0.0.1:2\", itch.lines = \"127.0.0.1:3\" }"));
    }

    @Test
    void shouldRefuseFeedOfAMarketThatDoesNotSendIt() throws IOException {
        final String feed = VENUE + "feeds.F { venue = SIM, receive = \"127.0.0.1:2\", ";
        assertEquals(
                List.of("DIR/t.conf:2: feeds.F.venue = \"SIM\" has market data of its own; write"
                        + " venues.SIM.type = dataOnly, or venues.SIM.itch.lines, where it sends that as ITCH"),
                problems(feed + "type = itch }"));
        final String sends = feed + "type = itch }\nvenues.SIM.itch.lines = \"127.0.0.1:2\"";
        assertEquals(
                List.of("DIR/t.conf:2: feeds.F.timeZone = \"UTC\" is not venues.SIM.itch.timeZone ="
                        + " America/New_York; write the same"),
                problems(sends.replace("type = itch", "type = itch, timeZone = UTC")));
        assertEquals(
                List.of("DIR/t.conf:2: feeds.F.venue = \"SIM\" has market data of its own; write"
                        + " venues.SIM.type = dataOnly, or venues.SIM.mdp3.lines, where it sends that as MDP 3.0"),
                problems(sends.replace("type = itch", "type = mdp3")));
        assertEquals(
                List.of(
                        "DIR/t.conf:2: feeds.F.channelId = \"7\" is not venues.SIM.mdp3.channelId = 310; write the same"),
                problems(feed + "type = mdp3, channelId = 7 }\n"
                        + "venues.SIM.mdp3 { lines = \"127.0.0.1:2\", channelId = 310 }"));
        assertEquals(
                List.of(
                        "DIR/t.conf:3: venues.SIM.itch.lines = \"127.0.0.1:2\" is for venues of the built-in market, and"
                                + " this one is dataOnly; leave it out"),
                problems(sends + "\nvenues.SIM.type = dataOnly"));
    }

    @Test
    void shouldFindWhatDoesNotFitAmongServersOfAStream() throws IOException {
        final String feed = VENUE + "venues.Q { id = 2, type = dataOnly }\nfeeds.F { type = itch, venue = Q, ";
        final String server = "streamServers = \"127.0.0.1:1\", ";
        assertEquals(
                List.of("DIR/t.conf:3: feeds.F.receive = \"127.0.0.1:2\" stands beside feeds.F.streamServers; leave one"
                        + " of them"),
                problems(feed + server + "receive = \"127.0.0.1:2\" }"));
        assertEquals(
                List.of(
                        "DIR/t.conf:3: feeds.F.requestServer = \"127.0.0.1:2\" stands beside feeds.F.streamServers, which"
                                + " are asked themselves; leave it out"),
                problems(feed + server + "requestServer = \"127.0.0.1:2\" }"));
        assertEquals(
                List.of("DIR/t.conf:3: feeds.F.streamServers = \"127.0.0.1:1,127.0.0.1:1\" names a server twice; leave"
                        + " one"),
                problems(feed + "streamServers = \"127.0.0.1:1,127.0.0.1:1\" }"));
        assertEquals(
                List.of("DIR/t.conf:3: feeds.F.streamServers = \"224.1.1.1:1|interface=lo\" names a group; write"
                        + " HOST:PORT of a server"),
                problems(feed + "streamServers = \"224.1.1.1:1|interface=lo\" }"));
        assertEquals(
                List.of("DIR/t.conf:3: feeds.F.streamUser = \"ABCDEFG\" has 7 characters, and at most 6 can be sent;"
                        + " correct it"),
                problems(feed + server + "streamUser = ABCDEFG }"));
        assertEquals(
                List.of(
                        "DIR/t.conf:3: feeds.F.streamPassword = \"********\" has 11 characters, and at most 10 can be sent;"
                                + " correct it"),
                problems(feed + server + "streamPassword = ABCDEFGHIJK }"));
        assertEquals(
                List.of(
                        "DIR/t.conf:3: feeds.F.streamRetry = \"20s\" is more than feeds.F.streamRetryMost; make it less"),
                problems(feed + server + "streamRetry = 20s }"));
        assertEquals(
                List.of("DIR/t.conf:3: feeds.F.streamServers = \"127.0.0.1:1\" is for feeds of ITCH, and this one is of"
                        + " MDP 3.0; leave it out"),
                problems(feed.replace("type = itch", "type = mdp3") + server + "}"));
    }

    @Test
    void shouldRefuseFeedWhoseLinesAndBoundsDoNotFit() throws IOException {
        final String feed = VENUE + "venues.Q { id = 2, type = dataOnly }\nfeeds.F { type = itch, venue = Q, ";
        assertEquals(
                List.of("DIR/t.conf:3: feeds.F.lines = \"127.0.0.1:2\" stands beside feeds.F.receive; leave one of"
                        + " them"),
                problems(feed + "receive = \"127.0.0.1:1\", lines = \"127.0.0.1:2\" }"));
        assertEquals(
                List.of("DIR/t.conf:3: feeds.F.reorderPackets = \"10\" has no room in feeds.F.heldPackets = 10; make it"
                        + " smaller, or hold more"),
                problems(feed + "receive = \"127.0.0.1:1\", reorderPackets = 10, heldPackets = 10 }"));
        assertEquals(
                List.of("DIR/t.conf:3: feeds.F.snapshotUser = \"ABCDEFG\" has 7 characters, and at most 6 can be sent;"
                        + " correct it"),
                problems(feed + "receive = \"127.0.0.1:1\", snapshotUser = ABCDEFG }"));
        assertEquals(
                List.of("DIR/t.conf:3: feeds.F.requestServer = \"127.0.0.1\" is no address; write HOST:PORT, the port"
                        + " from 1 to 65535"),
                problems(feed + "receive = \"127.0.0.1:1\", requestServer = 127.0.0.1 }"));
        assertEquals(
                List.of("DIR/t.conf:3: feeds.F.capture = \"\" is empty; write false, true or a folder"),
                problems(feed + "receive = \"127.0.0.1:1\", capture = \"\" }"));
    }

    @Test
    void shouldRefuseKeysOfFeedsOfAnotherProtocol() throws IOException {
        final String feed =
                VENUE + "venues.Q { id = 2, type = dataOnly }\nfeeds.F { venue = Q, receive = \"127.0.0.1:1\", ";
        assertEquals(
                List.of(
                        "DIR/t.conf:3: feeds.F.snapshotLines = \"127.0.0.1:2\" is for feeds of MDP 3.0, and this one is of"
                                + " ITCH; leave it out"),
                problems(feed + "type = itch, snapshotLines = \"127.0.0.1:2\" }"));
        assertEquals(
                List.of("DIR/t.conf:3: feeds.F.requestServer = \"127.0.0.1:2\" is for feeds of ITCH, and this one is of"
                        + " MDP 3.0; leave it out"),
                problems(feed + "type = external, protocol = mdp3, requestServer = \"127.0.0.1:2\" }"));
        assertEquals(
                List.of(
                        "DIR/t.conf:3: feeds.F.snapshotLines = \"127.0.0.1\" is no address; write HOST:PORT, the port from"
                                + " 1 to 65535"),
                problems(feed + "type = mdp3, snapshotLines = 127.0.0.1 }"));
        assertEquals(
                List.of(
                        "DIR/t.conf:3: feeds.F.channelId = \"0\" is not what feeds.F.replayServer can be asked for; write"
                                + " the exchange's number of the channel"),
                problems(feed + "type = mdp3, channelId = 0, replayServer = \"127.0.0.1:2\" }"));
    }

    @Test
    void shouldNameLimits() throws IOException {
        assertEquals(
                List.of(
                        "DIR/t.conf:2: engine.id = \"128\" is above the greatest value; write 0 to 127",
                        "DIR/t.conf:3: engine.maxTimers = \"0\" is below the least value; write 1 to 10000000",
                        "DIR/t.conf:4: stop.timeout = \"2h\" is above the greatest value; write 1ms to 1h"),
                problems(VENUE + "engine.id = 128\nengine.maxTimers = 0\nstop.timeout = 2h"));
    }

    @Test
    void shouldRefuseWrongTypes() throws IOException {
        assertEquals(
                List.of(
                        "DIR/t.conf:2: engine.id = \"one\" is not a whole number; write digits only",
                        "DIR/t.conf:3: engine.layout = \"ring\" is not known; write auto or inline or fused",
                        "DIR/t.conf:6: engine.maxTimers is a list; write one value",
                        "DIR/t.conf:4: journal.durability = \"disk\" is not known; write async or process or fsync",
                        "DIR/t.conf:5: risk.maxOrderNotional = \"1e6\" is not a decimal number;"
                                + " write digits, such as 100 or 0.25"),
                problems(VENUE + """
                    engine.id = one
                    engine.layout = ring
                    journal.durability = disk
                    risk.maxOrderNotional = 1e6
                    engine.maxTimers = [1]
                    """));
    }

    @Test
    void shouldRefuseTwoThreadsOnOneProcessor() throws IOException {
        assertEquals(
                List.of("DIR/t.conf:3: engine.fused.gateProcessor = \"2\" is also engine.core;"
                        + " give each thread a processor of its own, or -1"),
                problems(VENUE + "engine.core = 2\nengine.fused.gateProcessor = 2"));
    }

    @Test
    void shouldRefuseMissingAndWrongUnits() throws IOException {
        assertEquals(
                List.of(
                        "DIR/t.conf:2: engine.orderAnswerTimeout = \"2\" has no unit, so it is not a length of time;"
                                + " write a number and ns, us, ms, s, m, h or d",
                        "DIR/t.conf:3: engine.silenceTick = \"1.5ns\" is too large, or not a whole number of ns;"
                                + " write a number that fits into 63 bits of that unit",
                        "DIR/t.conf:4: journal.blockBytes = \"64MB\" has the unknown unit MB, so it is not a size;"
                                + " write a number and B, KiB, MiB or GiB"),
                problems(VENUE
                        + "engine.orderAnswerTimeout = 2\nengine.silenceTick = 1.5ns\njournal.blockBytes = 64MB"));
    }

    @Test
    void shouldNameWhatIsMissing() throws IOException {
        assertEquals(
                List.of(
                        "DIR/t.conf:1: venues.SIM.id is missing and has no default; give it a value (1 to 254)",
                        "DIR/t.conf:2: venues.SIM.instruments.A.startPrice is missing and has no default;"
                                + " give it a value (0.000000001 to 1000000)",
                        "DIR/t.conf:3: strategies.maker.class is missing and has no default; give it a value (class"
                                + " name)"),
                problems("venues.SIM { seed = 1\ninstruments.A {} }\nstrategies.maker {}"));
    }

    @Test
    void shouldRefuseBadNames() throws IOException {
        assertEquals(
                List.of(
                        "DIR/t.conf:2: \"1st\" cannot be used in strategies;"
                                + " a name is a letter and at most 31 letters, digits, - or _",
                        "DIR/t.conf:3: \"half.spread\" cannot be used in strategies.a.parameters;"
                                + " a parameter is a letter and at most 63 letters or digits"),
                problems(VENUE + "strategies.1st.class = X\n"
                        + "strategies.a { class = X, parameters { \"half.spread\" = 1 } }"));
    }

    @Test
    void shouldCheckWhatConcernsSeveralKeys() throws IOException {
        assertEquals(
                List.of(
                        "DIR/t.conf:3: venues.SIN.id = \"1\" has the id of SIM; give each venue its own",
                        "DIR/t.conf:2: engine.maxStrategies = \"1\" is less than the 2 strategies there are; raise it"),
                problems(VENUE
                        + "engine.maxStrategies = 1\nvenues.SIN.id = 1\nstrategies { a.class = X, b.class = X }"));
        assertEquals(List.of("configuration: venues is empty; name at least one venue"), problems(""));
    }

    @Test
    void shouldNameLineOfSyntaxError() throws IOException {
        final String problem = problems("engine {\n  id = 1\n").get(0);

        assertEquals("DIR/t.conf:3: not valid HOCON: ", problem.substring(0, 31), problem);
    }

    @Test
    void shouldNameUnresolvedSubstitution() throws IOException {
        assertEquals(
                List.of("DIR/t.conf:2: not valid HOCON: Could not resolve substitution to a value: ${absent}"),
                problems(VENUE + "engine.id = ${absent}"));
    }

    @Test
    void shouldRefuseMissingFilesAndForeignIncludes() throws IOException {
        assertEquals(
                List.of("DIR/none.conf is not a file; name one that exists"), problems(folder.resolve("none.conf")));
        assertEquals(List.of("DIR/more.conf is not a file; name one that exists"), problems("include \"more.conf\""));
        assertEquals(
                List.of("DIR/t.conf includes a URL; include a file instead"),
                problems("include url(\"http://localhost/x.conf\")"));
        assertEquals(
                List.of("DIR/t.conf includes DIR/t.conf in a circle or too deeply; remove that line"),
                problems("include \"t.conf\""));
    }

    @Test
    void shouldRefuseWhatIsNotText() throws IOException {
        final Path file = Files.write(folder.resolve("t.conf"), new byte[] {'a', '=', (byte) 0xFF});

        assertEquals(List.of("DIR/t.conf is not UTF-8 text; save it as UTF-8"), problems(file));
    }

    @Test
    void shouldRefuseNullAndNestedLists() throws IOException {
        assertEquals(
                List.of(
                        "DIR/t.conf:2: engine.id is null; remove the line to have the default",
                        "DIR/t.conf:3: strategies.a.parameters.list is a list with an element that is not plain text"
                                + " without a comma; write plain ones"),
                problems(VENUE + "engine.id = null\nstrategies.a { class = X, parameters.list = [[1]] }"));
    }

    @Test
    void shouldRefuseEnvironmentVariableThatNamesNoKeyOrTwo() throws IOException {
        final Path file =
                Files.writeString(folder.resolve("t.conf"), VENUE + "strategies { a-b.class = X, a_b.class = X }");

        assertEquals(
                List.of(
                        "environment variable TIERCEL_ENGINE_IDD: names no key of this configuration;"
                                + " write TIERCEL_ENGINE_ID or unset it",
                        "environment variable TIERCEL_STRATEGIES_A_B_CLASS: names both strategies.a-b.class and"
                                + " strategies.a_b.class; unset it and use --set"),
                problems(
                        file,
                        Map.of(
                                "TIERCEL_ENGINE_IDD", "1",
                                "TIERCEL_STRATEGIES_A_B_CLASS", "Y",
                                "TIERCEL_HOME", "/opt/tiercel")));
    }

    @Test
    void shouldRefuseBadAssignments() throws IOException {
        final Path file = Files.writeString(folder.resolve("t.conf"), VENUE);

        final ConfigurationException failure = assertThrows(
                ConfigurationException.class,
                () -> ConfigurationLoader.load(
                        file,
                        Map.of(),
                        List.of("engine.id", "a..b=1", "engine.id=x", "no.such.name=1"),
                        OptionalLong.empty()));

        assertEquals(
                List.of(
                        "--set \"engine.id\": has no key and value; write --set key=value",
                        "--set \"a..b\": is not a key; write names with dots between them",
                        "--set: no.such.name = \"1\" is not a known key; remove it; config explain lists every key",
                        "--set: engine.id = \"x\" is not a whole number; write digits only"),
                failure.problems());
    }

    @Test
    void shouldRefuseValueThatDoesNotFitMessage() throws IOException {
        assertEquals(
                List.of("DIR/t.conf:2: journal.folder has 514 bytes with its value; at most 480 fit into one message,"
                        + " shorten it"),
                problems(VENUE + "journal.folder = " + "x".repeat(500)));
    }

    @Test
    void shouldNotShowSecrets() throws IOException {
        assertEquals(
                List.of("DIR/t.conf:2: strategies.a.parameters.token = ******** holds a character that cannot be"
                        + " printed; remove it"),
                problems(VENUE + "strategies.a { class = X, parameters.token = \"hu\\u0001sh\" }"));
    }

    @Test
    void shouldStopListingAtTwenty() throws IOException {
        final StringBuilder text = new StringBuilder(VENUE);
        for (int i = 0; i < 30; i++) {
            text.append("strategies.s").append(i).append(" {}\n");
        }

        final List<String> problems = problems(text.toString());

        assertEquals(Problems.MAX_SHOWN + 1, problems.size());
        assertEquals("and 10 more problems; correct these first", problems.get(Problems.MAX_SHOWN));
    }

    private List<String> problems(final String text) throws IOException {
        return problems(Files.writeString(folder.resolve("t.conf"), text));
    }

    private List<String> problems(final Path file) {
        return problems(file, Map.of());
    }

    private List<String> problems(final Path file, final Map<String, String> environment) {
        final ConfigurationException failure = assertThrows(
                ConfigurationException.class,
                () -> ConfigurationLoader.load(file, new TreeMap<>(environment), List.of(), OptionalLong.empty()));
        return failure.problems().stream()
                .map(problem -> problem.replace(folder.toString(), "DIR"))
                .toList();
    }
}
