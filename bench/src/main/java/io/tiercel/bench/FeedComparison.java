package io.tiercel.bench;

import io.tiercel.bench.compared.DbnBooksTrial;
import io.tiercel.bench.compared.DbnTrial;
import io.tiercel.bench.compared.EngineItchBooks;
import io.tiercel.bench.compared.EngineItchDecoder;
import io.tiercel.bench.compared.EngineItchLane;
import io.tiercel.bench.compared.EngineMdp3Books;
import io.tiercel.bench.compared.Entrant;
import io.tiercel.bench.compared.Figures;
import io.tiercel.bench.compared.Mdp3Floor;
import io.tiercel.bench.compared.PacketTrial;
import io.tiercel.bench.compared.Trials;
import io.tiercel.bench.market.DbnFile;
import io.tiercel.bench.market.ItchFlow;
import io.tiercel.bench.market.MarketFlow;
import io.tiercel.bench.market.Mdp3Flow;
import io.tiercel.bench.peers.PacketPeer;
import io.tiercel.bench.peers.Packets;
import io.tiercel.bench.peers.PeerLibraries;
import io.tiercel.bench.peers.Peers;
import io.tiercel.bench.report.Machine;
import io.tiercel.bench.report.Report;
import io.tiercel.bench.report.RunDelay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The feeds' decoders and what they make of bytes, on one pinned thread, beside other projects' and bare reading. */
@Command(name = "feeds", description = "Feeds from bytes to books, messages per second, beside others.")
final class FeedComparison extends Bench.Measurement {
    private static final String OURS = "tiercel";
    /** With messages for an engine elsewhere between packets and books. */
    private static final String LANE = "tiercelLane";

    private static final int MDP3_INSTRUMENTS = 100;
    private static final int MDP3_ENTRIES = 4;
    private static final double NANOS_PER_SECOND = 1e9;

    /** What of it is measured. */
    enum Part {
        BOOKS_1,
        BOOKS_1000,
        DECODE,
        MDP3,
        DBN
    }

    @Option(
            names = "--part",
            split = ",",
            defaultValue = "books_1,books_1000,decode,mdp3,dbn",
            description = "What is measured: ${COMPLETION-CANDIDATES} (all of it).")
    private List<Part> parts;

    @Option(names = "--messages", defaultValue = "1000000", description = "Of a round (${DEFAULT-VALUE}).")
    private int messages;

    @Option(
            names = "--packet-bytes",
            defaultValue = "1400",
            description = "Messages share a packet up to this size; 0 for one in each (${DEFAULT-VALUE}).")
    private int packetBytes;

    @Option(names = "--rounds", defaultValue = "10", description = "Measured rounds (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--warm-up", defaultValue = "4", description = "Rounds before those (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--seed", defaultValue = "7", description = "Of the market data (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--core", defaultValue = "1", description = "Processor; -1: not pinned (${DEFAULT-VALUE}).")
    private int processor;

    private boolean equal = true;
    private long allocated;

    @Override
    int measure(final Report report) throws InterruptedException {
        if (messages < 1 || rounds < 1 || warmUp < 0 || packetBytes < 0 || packetBytes > 1 << 16) {
            throw new IllegalArgumentException("--messages " + messages + ", --rounds " + rounds + ", --warm-up "
                    + warmUp + ", --packet-bytes " + packetBytes
                    + ": messages and rounds are at least 1, the others at least 0, packets at most 65536 bytes");
        }
        final Peers peers = PeerLibraries.load();
        report.put("benchmark", "feeds");
        PinnedThread.run("bench-feeds", processor, () -> parts.forEach(part -> measure(report, part, peers)));
        report.put("resultsEqual", equal)
                .put("allocatedBytes", allocated)
                .put("messages", messages)
                .put("packetBytes", packetBytes)
                .put("rounds", rounds)
                .put("seed", seed)
                .put("processor", processor)
                .put("machine", Machine.describe());
        return equal && allocated == 0 ? Bench.OK : Bench.MISSED;
    }

    private void measure(final Report report, final Part part, final Peers peers) {
        final Report figures = new Report();
        report.put(part.name().toLowerCase(Locale.ROOT), figures);
        switch (part) {
            case BOOKS_1 -> books(figures, 1, 5_000, peers);
            case BOOKS_1000 -> books(figures, 1_000, 500, peers);
            case DECODE -> decode(figures, peers);
            case MDP3 -> mdp3(figures);
            case DBN -> dbn(figures);
        }
    }

    private void books(final Report figures, final int instruments, final int orders, final Peers peers) {
        final Map<String, Supplier<PacketPeer>> entrants = new LinkedHashMap<>();
        entrants.put(OURS, () -> new EngineItchBooks(instruments, instruments * orders));
        entrants.put("juncture", () -> peers.junctureBook(instruments));
        entrants.put(LANE, () -> new EngineItchLane(instruments, instruments * orders));
        itch(figures, new ItchFlow(seed, instruments, orders, packetBytes), entrants);
    }

    private void decode(final Report figures, final Peers peers) {
        final Map<String, Supplier<PacketPeer>> entrants = new LinkedHashMap<>();
        entrants.put(OURS, EngineItchDecoder::new);
        entrants.put("juncture", peers::junctureDecoder);
        itch(figures, new ItchFlow(seed, 1_000, 500, packetBytes), entrants);
    }

    private void itch(final Report figures, final ItchFlow flow, final Map<String, Supplier<PacketPeer>> makers) {
        final Packets fill = flow.fill();
        final Packets tape = flow.next(messages);
        figures.put("liveOrdersAtEnd", flow.liveOrders()).put("packets", tape.count());
        final List<Entrant> entrants = new ArrayList<>();
        final Supplier<PacketPeer> first = makers.values().iterator().next();
        makers.forEach((name, maker) -> {
            entrants.add(PacketTrial.entrant(name, maker, fill, tape));
            PacketTrial.firstDifference(first.get(), maker.get(), fill, tape, 32)
                    .ifPresent(difference -> {
                        equal = false;
                        figures.put("differenceOf" + name, difference);
                    });
        });
        final Trials trials = new Trials(entrants, tape.messageCount());
        run(trials);
        equal &= trials.sameEndings(entrants.size());
        fill(figures, trials);
        final int last = entrants.size() - 1;
        if (entrants.get(last).name().equals(LANE)) {
            figures.put(
                    "ratioOfLane",
                    trials.figures().get(last).rateRatio(trials.figures().get(1)));
            allocated = Math.max(allocated, trials.allocatedBytes(last));
        }
    }

    private void mdp3(final Report figures) {
        final Mdp3Flow flow = new Mdp3Flow(seed, MDP3_INSTRUMENTS);
        final Packets fill = flow.fill();
        final long before = flow.entryCount();
        final Packets tape = flow.next(messages / MDP3_ENTRIES);
        final long entries = flow.entryCount() - before;
        final Trials trials = new Trials(
                List.of(
                        PacketTrial.entrant(OURS, () -> new EngineMdp3Books(MDP3_INSTRUMENTS), fill, tape),
                        PacketTrial.entrant("floor", Mdp3Floor::new, fill, tape)),
                entries);
        run(trials);
        equal &= trials.endings(0, flow.chain());
        figures.put("instruments", MDP3_INSTRUMENTS)
                .put("packets", tape.count())
                .put("entries", entries)
                .put(
                        "nsPerEntry",
                        NANOS_PER_SECOND / trials.figures().get(0).rates().median())
                .put(
                        "nsPerEntryOfFloor",
                        NANOS_PER_SECOND / trials.figures().get(1).rates().median());
        fill(figures, trials);
    }

    private void dbn(final Report figures) {
        try {
            final Path folder = Files.createTempDirectory("tiercel-bench");
            try {
                dbn(figures, folder.resolve("mbo.dbn"));
            } finally {
                Folders.remove(folder);
            }
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void dbn(final Report figures, final Path file) throws IOException {
        final long records = DbnFile.write(file, new MarketFlow(seed, 100, 500), messages);
        final Trials trials = new Trials(
                List.of(
                        DbnTrial.entrant(OURS, file, true),
                        DbnTrial.entrant("bareReading", file, false),
                        DbnBooksTrial.entrant("books", file)),
                records);
        run(trials);
        equal &= trials.endings(2, 0);
        figures.put("records", records).put("bytes", Files.size(file));
        fill(figures, trials);
    }

    private void run(final Trials trials) {
        final RunDelay delay = RunDelay.ofCurrentThread();
        for (int i = -warmUp; i < rounds; i++) {
            trials.round(i, delay, Bench.Measurement::progress);
        }
    }

    private void fill(final Report report, final Trials trials) {
        final Figures ours = trials.figures().get(0);
        final Figures others = trials.figures().get(1);
        report.put("ratio", ours.rateRatio(others)).put("ratioByProcessorTime", ours.processorRateRatio(others));
        for (int i = 0; i < trials.figures().size(); i++) {
            final Figures each = trials.figures().get(i);
            report.put(each.name(), each.report().put("allocatedBytes", trials.allocatedBytes(i)));
        }
        allocated = Math.max(allocated, trials.allocatedBytes(0));
    }
}
