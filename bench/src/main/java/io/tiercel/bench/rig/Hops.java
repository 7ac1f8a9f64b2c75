package io.tiercel.bench.rig;

import io.tiercel.bench.report.Percentiles;
import io.tiercel.bench.report.Report;
import io.tiercel.codecs.journal.HopTimesDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.LongArrayList;

/**
 * Where the time of an order goes within the engine, by the engine's own telemetry: of inputs that led to an order, how
 * long after its receipt each stage was come by. Of one in 64 all stages are known, and each look at the clock in
 * between makes those slower; of the others only that the order left.
 */
public final class Hops {
    private final Map<String, LongArrayList> sampled = new LinkedHashMap<>();
    private final LongArrayList left = new LongArrayList();

    /**
     * Adds those of a journal.
     *
     * @param fromNs by the engine's clock: of inputs before that nothing is looked at
     */
    void read(final Path journal, final long fromNs) {
        final HopTimesDecoder times = new HopTimesDecoder();
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        try (JournalReader reader = Journals.read(journal, Stream.TELEMETRY)) {
            while (reader.next() == JournalReader.Result.RECORD) {
                if (reader.kind() == HopTimesDecoder.TEMPLATE_ID && reader.timeNs() >= fromNs) {
                    add(reader.timeNs(), times.wrapAndApplyHeader(reader.buffer(), reader.offset(), header));
                }
            }
        }
    }

    private void add(final long receivedNs, final HopTimesDecoder times) {
        if (times.leftNs() == HopTimesDecoder.leftNsNullValue()) {
            return;
        }
        if (times.coreNs() == HopTimesDecoder.coreNsNullValue()) {
            left.addLong(times.leftNs() - receivedNs);
            return;
        }
        add("journaled", times.journaledNs() - receivedNs);
        add("core", times.coreNs() - receivedNs);
        add("applied", times.appliedNs() - receivedNs);
        add("signals", times.signalsNs() - receivedNs);
        add("decided", times.decidedNs() - receivedNs);
        add("checked", times.checkedNs() - receivedNs);
        add("left", times.leftNs() - receivedNs);
        add("strategies", times.strategiesNs() - receivedNs);
        add("recorded", times.recordedNs() - receivedNs);
        add("done", times.doneNs() - receivedNs);
    }

    private void add(final String stage, final long ns) {
        sampled.computeIfAbsent(stage, name -> new LongArrayList()).addLong(ns);
    }

    /** Of ticks without looks at the clock in between. */
    double receivedToLeftNs() {
        return median(left);
    }

    /** What sending takes after the last control, with one look at the clock. 0 when no order was sampled. */
    double sendingNs() {
        return sampled.isEmpty() ? 0 : median(sampled.get("left")) - median(sampled.get("checked"));
    }

    /** Medians, in their order. */
    public Report describe() {
        final Map<String, Double> medians = new LinkedHashMap<>();
        sampled.forEach((stage, ns) -> medians.put(stage, median(ns)));
        final List<Map.Entry<String, Double>> inOrder = medians.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .toList();
        final Report report = new Report()
                .put("orders", left.size())
                .put("receivedToLeftNs", receivedToLeftNs())
                .put("sampled", sampled.isEmpty() ? 0 : sampled.get("left").size());
        double before = 0;
        for (final Map.Entry<String, Double> stage : inOrder) {
            report.put(
                    stage.getKey(),
                    new Report()
                            .put("sinceReceivedNs", stage.getValue())
                            .put("sincePreviousNs", stage.getValue() - before));
            before = stage.getValue();
        }
        return report;
    }

    private static double median(final LongArrayList ns) {
        return Percentiles.of(ns.toLongArray(), ns.size()).median();
    }
}
