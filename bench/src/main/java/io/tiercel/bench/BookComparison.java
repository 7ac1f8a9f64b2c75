package io.tiercel.bench;

import io.tiercel.bench.compared.BookOperations;
import io.tiercel.bench.compared.Contest;
import io.tiercel.bench.compared.EngineBook;
import io.tiercel.bench.compared.Figures;
import io.tiercel.bench.compared.PlainBook;
import io.tiercel.bench.compared.Subject;
import io.tiercel.bench.market.MarketFlow;
import io.tiercel.bench.peers.Operations;
import io.tiercel.bench.peers.PeerLibraries;
import io.tiercel.bench.peers.Peers;
import io.tiercel.bench.report.Machine;
import io.tiercel.bench.report.Percentiles;
import io.tiercel.bench.report.Report;
import io.tiercel.bench.report.RunDelay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The engine's book by order beside those of other projects: the same operations, what they show compared first, then
 * events per second in alternating rounds on one pinned thread.
 */
@Command(name = "book", description = "The book by order beside those of other projects, events per second.")
final class BookComparison extends Bench.Measurement {
    private static final double GOAL_RATIO = 1.5;
    /** Behind the engine's own; the plain one comes after them. */
    private static final int PEERS = 1;

    @Option(
            names = "--instruments",
            description = "Instruments; with neither this nor --live-orders: first 1 with 5000, then 1000 with 500000.")
    private Integer instruments;

    @Option(names = "--live-orders", description = "Of all books (500 for each instrument).")
    private Integer liveOrders;

    @Option(names = "--events", defaultValue = "1000000", description = "Events of a round (${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--checked-events",
            defaultValue = "100000",
            description = "Of these, after each of which all books are compared (${DEFAULT-VALUE}).")
    private int checkedEvents;

    @Option(names = "--rounds", defaultValue = "10", description = "Measured rounds (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--warm-up", defaultValue = "4", description = "Rounds before those (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--seed", defaultValue = "7", description = "Of the market data (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--core", defaultValue = "1", description = "Processor; -1: not pinned (${DEFAULT-VALUE}).")
    private int processor;

    private boolean equal = true;
    private boolean goalsMet = true;

    private record Case(int instruments, int liveOrders) {}

    @Override
    int measure(final Report report) throws InterruptedException {
        final List<Case> cases = cases();
        final Peers peers = PeerLibraries.load();
        report.put("benchmark", "book");
        PinnedThread.run("bench-book", processor, () -> cases.forEach(each -> measure(report, each, peers)));
        report.put("resultsEqual", equal)
                .put("goalRatio", GOAL_RATIO)
                .put("goalsMet", equal && goalsMet)
                .put("events", events)
                .put("checkedEvents", Math.min(checkedEvents, events))
                .put("rounds", rounds)
                .put("seed", seed)
                .put("processor", processor)
                .put("machine", Machine.describe());
        return equal ? Bench.OK : Bench.MISSED;
    }

    private List<Case> cases() {
        if (events < 1 || checkedEvents < 0 || rounds < 1 || warmUp < 0) {
            throw new IllegalArgumentException("--events " + events + ", --checked-events " + checkedEvents
                    + ", --rounds " + rounds + ", --warm-up " + warmUp
                    + ": events and rounds are at least 1, the others at least 0");
        }
        if (instruments == null && liveOrders == null) {
            return List.of(new Case(1, 5_000), new Case(1_000, 500_000));
        }
        final int count = instruments == null ? 1 : instruments;
        return List.of(new Case(count, liveOrders == null ? 500 * count : liveOrders));
    }

    private void measure(final Report report, final Case given, final Peers peers) {
        final int ordersPerBook = given.instruments < 1 ? 0 : given.liveOrders / given.instruments;
        final MarketFlow flow = new MarketFlow(seed, given.instruments, ordersPerBook);
        final BookOperations source = new BookOperations(flow);
        final Operations fill = source.record((int) flow.fillCount());
        final Operations tape = source.record(events);
        final Report figures = new Report();
        report.put("instruments" + given.instruments, figures);
        figures.put("liveOrders", given.liveOrders).put("liveOrdersAtEnd", flow.liveOrders());
        final Contest contest = new Contest(subjects(given, peers), given.instruments, fill, tape);
        progress(given.instruments + " instruments, " + given.liveOrders
                + " live orders: comparing what the books show");
        final Optional<String> difference = contest.firstDifference(Math.min(checkedEvents, events));
        if (difference.isPresent()) {
            equal = false;
            figures.put("difference", difference.get());
            return;
        }
        final RunDelay delay = RunDelay.ofCurrentThread();
        for (int i = -warmUp; i < rounds; i++) {
            contest.round(i, delay, Bench.Measurement::progress);
        }
        equal &= contest.sameEndings();
        fill(figures, contest.figures());
    }

    private static List<Subject> subjects(final Case given, final Peers peers) {
        final int count = given.instruments;
        return List.of(
                new Subject("tiercel", (trades, shows) -> new EngineBook(count, given.liveOrders)),
                new Subject("parityBook", (trades, shows) -> peers.parityBook(count)),
                new Subject("exchangeCore", (trades, shows) -> peers.exchangeCoreBook(count)),
                new Subject("plain", (trades, shows) -> new PlainBook(count)));
    }

    private void fill(final Report report, final List<Figures> figures) {
        final Figures ours = figures.get(0);
        final List<Figures> peers = new ArrayList<>(figures.subList(PEERS, figures.size() - 1));
        final Figures fastest = peers.stream()
                .max(Comparator.comparingDouble(each -> each.rates().median()))
                .orElseThrow();
        final Percentiles ratio = ours.rateRatio(fastest);
        goalsMet &= ratio.median() >= GOAL_RATIO;
        report.put("fastestPeer", fastest.name())
                .put("ratioToFastestPeer", ratio)
                .put("ratioByProcessorTime", ours.processorRateRatio(fastest))
                .put("ratioToPlain", ours.rateRatio(figures.get(figures.size() - 1)));
        figures.forEach(each -> report.put(each.name(), each.report()));
    }
}
