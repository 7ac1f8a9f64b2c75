package io.tiercel.engine.boot.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FeedAddressTest {
    @Test
    void shouldReadLinesAndGroups() {
        final String text = "127.0.0.1:40311, 233.54.12.111:26477|interface=eth1|source=206.200.43.72,"
                + "[ff3e::1]:5|interface=lo";

        assertEquals("", FeedAddress.problem(text));
        final List<FeedAddress> addresses = FeedAddress.parse(text);
        assertEquals(
                List.of(
                        new FeedAddress("127.0.0.1", 40_311, "", ""),
                        new FeedAddress("233.54.12.111", 26_477, "eth1", "206.200.43.72"),
                        new FeedAddress("[ff3e::1]", 5, "lo", "")),
                addresses);
        assertEquals(
                "233.54.12.111:26477 by eth1 from 206.200.43.72",
                addresses.get(1).toString());
    }

    @Test
    void shouldReadSourcesOfTheGroupsKind() {
        final String text = "233.54.12.111:26477|interface=eth1|source=206.200.43.72,"
                + "[ff3e::1]:5|interface=lo|source=2001:db8::1,ff3e::2:5|interface=lo|source=[2001:db8::1]";

        assertEquals("", FeedAddress.problem(text));
        assertEquals(
                List.of("206.200.43.72", "2001:db8::1", "[2001:db8::1]"),
                FeedAddress.parse(text).stream().map(FeedAddress::source).toList());
        // Letters that could be of a group, and are a host's name.
        assertEquals("", FeedAddress.problem("ffeed:4000"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "127.0.0.1; is no address",
                "127.0.0.1:0; is no address",
                "127.0.0.1:65536; is no address",
                "127.0.0.1:1,; is no address",
                "127.0.0.1:1 127.0.0.1:2; is no address",
                "233.54.12.111:26477; names a group and not by which interface it is joined",
                "127.0.0.1:1|interface=lo; names an interface for an address that is no group",
                "127.0.0.1:1|source=10.0.0.1; names a source for an address that is no group",
                "233.54.12.111:26477|source=10.0.0.1|interface=lo; is no address",
                "127.0.0.1:1|iface=lo; is no address",
                "233.54.12:5|interface=lo; names the group 233.54.12, which is none",
                "233.54.12.300:5|interface=lo; names the group 233.54.12.300, which is none",
                "233.54.12.1.1:5|interface=lo; names the group 233.54.12.1.1, which is none",
                "[ff3e::1::2]:5|interface=lo; names the group [ff3e::1::2], which is none",
                "223.54.12.1:5|interface=lo; names an interface for an address that is no group",
                "240.54.12.1:5|interface=lo; names an interface for an address that is no group",
                "[ff3::1]:5|interface=lo; names an interface for an address that is no group",
                "233.54.12.1:5|interface=lo|source=nasdaq; names the source nasdaq, which is no address",
                "233.54.12.1:5|interface=lo|source=10.0.0; names the source 10.0.0, which is no address",
                "233.54.12.1:5|interface=lo|source=10.0.0.256; names the source 10.0.0.256, which is no address",
                "233.54.12.1:5|interface=lo|source=224.0.0.5; names the source 224.0.0.5, which is not one sender's",
                "233.54.12.1:5|interface=lo|source=0.0.0.0; names the source 0.0.0.0, which is not one sender's",
                "[ff3e::1]:5|interface=lo|source=::; names the source ::, which is not one sender's",
                "233.54.12.1:5|interface=lo|source=2001:db8::1; names the source 2001:db8::1 for the group 233.54.12.1,",
                "[ff3e::1]:5|interface=lo|source=10.0.0.1; names the source 10.0.0.1 for the group [ff3e::1], and one",
                "127.0.0.1:1,233.54.12.1:5|interface=lo|source=x; names the source x, which is no address"
            })
    void shouldSayWhatIsWrong(final String text, final String problem) {
        assertTrue(FeedAddress.problem(text).startsWith(problem), FeedAddress.problem(text));
    }
}
