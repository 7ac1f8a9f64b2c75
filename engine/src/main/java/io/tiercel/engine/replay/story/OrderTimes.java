package io.tiercel.engine.replay.story;

import io.tiercel.codecs.journal.HopTimesDecoder;
import io.tiercel.codecs.journal.OrderLeftDecoder;
import io.tiercel.codecs.journal.TelemetryGapDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.replay.story.OrderStory.Step;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.ExpandableArrayBuffer;

/** When an order, and each replace of it, came by the stages, as the journal's telemetry has it. */
public final class OrderTimes {
    /** An order that waited for the disk is recorded this many inputs after its own, at most. */
    private static final int SEARCHED_INPUTS = 4_096;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final HopTimesDecoder hops = new HopTimesDecoder();
    private final ExpandableArrayBuffer hopTimes = new ExpandableArrayBuffer();
    private final OrderLeftDecoder left = new OrderLeftDecoder();
    private final Path journal;
    private final long orderId;
    // Of the input that is looked for.
    private final List<Stage> stages = new ArrayList<>();
    private boolean found;
    private long firstLeftNs;
    private long seenOrderId;
    private long seenLeftNs;
    private long ownLeftNs;
    private long missed;

    private OrderTimes(final Path journal, final long orderId) {
        this.journal = journal;
        this.orderId = orderId;
    }

    /**
     * One moment.
     *
     * @param name    of the stage, or of a message that the venue sent
     * @param orderId whose it is: the input's first order that left; 0 where that is not known, and of no order
     */
    public record Stage(String name, long timeNs, long orderId) {}

    /**
     * From an input to the venue and back.
     *
     * @param sequence of the input that led to the message
     * @param message  what left, such as NewOrder; what the core made of it when nothing did; null when not known
     * @param stages   in the order of their times
     * @param missing  why there are no times but those of inputs; null when there are
     */
    public record Way(long sequence, String message, List<Stage> stages, String missing) {}

    /**
     * Reads those of an order.
     *
     * @param none why there is no telemetry, when there is none
     */
    public static List<Way> read(final Path journal, final OrderStory story, final String none) {
        return new OrderTimes(journal, story.target().orderId()).ways(story, none);
    }

    private List<Way> ways(final OrderStory story, final String none) {
        final Map<Long, String> causes = new LinkedHashMap<>();
        final Map<Long, List<Stage>> answers = new LinkedHashMap<>();
        long last = story.target().sequence();
        for (final Step step : story.steps()) {
            final String name = step.message().name();
            final boolean leaves = step.from().equals("engine");
            if (causes.isEmpty() || leaves && (name.equals("NewOrder") || name.equals("ReplaceOrder"))) {
                last = causes.isEmpty() ? last : step.message().sequence();
                causes.put(last, step.from().equals("venue") ? null : name);
            }
            if (step.from().equals("venue")) {
                answers.computeIfAbsent(last, any -> new ArrayList<>())
                        .add(new Stage(name, step.message().timeNs(), 0));
            }
        }
        final boolean has = Journals.has(journal, Stream.TELEMETRY);
        final List<Way> ways = new ArrayList<>();
        causes.forEach((sequence, message) -> {
            stages.clear();
            final String missing = has ? search(sequence) : none;
            stages.addAll(answers.getOrDefault(sequence, List.of()));
            stages.sort(Comparator.comparingLong(Stage::timeNs));
            final long receivedNs = receivedNs(story, sequence);
            if (receivedNs != 0) {
                stages.add(0, new Stage("received", receivedNs, 0));
            }
            ways.add(new Way(sequence, message, List.copyOf(stages), missing));
        });
        return ways;
    }

    /** 0 when it is not known. */
    private static long receivedNs(final OrderStory story, final long sequence) {
        if (story.decision() != null && story.decision().sequence() == sequence) {
            return story.decision().timeNs();
        }
        return story.steps().stream()
                .filter(step -> step.message().sequence() == sequence)
                .findFirst()
                .map(step -> step.message().timeNs())
                .orElse(0L);
    }

    /** Returns why there is nothing. */
    private String search(final long sequence) {
        found = false;
        firstLeftNs = 0;
        seenOrderId = 0;
        seenLeftNs = 0;
        ownLeftNs = 0;
        missed = 0;
        // With very many orders the first of them are told before their input is done.
        try (JournalReader telemetry = Journals.readAfterCause(journal, Stream.TELEMETRY, sequence - 2)) {
            long reached = 0;
            while (reached <= sequence + SEARCHED_INPUTS
                    && !(found && ownLeftNs != 0 && reached > sequence)
                    && telemetry.next() == JournalReader.Result.RECORD) {
                reached = telemetry.cause();
                take(telemetry, sequence);
            }
            if (found) {
                addStages();
            } else if (ownLeftNs == 0) {
                return missing(telemetry, reached, sequence);
            }
            if (ownLeftNs != 0) {
                addOwn();
            }
            return null;
        }
    }

    private void take(final JournalReader record, final long sequence) {
        switch (record.kind()) {
            case HopTimesDecoder.TEMPLATE_ID -> {
                if (record.cause() == sequence) {
                    found = true;
                    keep(record);
                }
            }
            case OrderLeftDecoder.TEMPLATE_ID -> {
                left.wrapAndApplyHeader(record.buffer(), record.offset(), header);
                if (left.inputSequence() == sequence) {
                    if (seenOrderId == 0) {
                        seenOrderId = left.orderId();
                        seenLeftNs = left.leftNs();
                    }
                    if (left.orderId() == orderId && ownLeftNs == 0) {
                        ownLeftNs = left.leftNs();
                    }
                }
            }
            case TelemetryGapDecoder.TEMPLATE_ID ->
                missed += new TelemetryGapDecoder()
                        .wrapAndApplyHeader(record.buffer(), record.offset(), header)
                        .missed();
            default -> {
                // Of a later version.
            }
        }
    }

    /** What follows may be read into the same memory. */
    private void keep(final JournalReader record) {
        hopTimes.putBytes(0, record.buffer(), record.offset(), record.length());
        hops.wrapAndApplyHeader(hopTimes, 0, header);
        firstLeftNs = hops.leftNs() == HopTimesDecoder.leftNsNullValue() ? 0 : hops.leftNs();
    }

    private void addStages() {
        // The first one seen is the first one that left, unless its record was missed.
        final long first = firstLeftNs == 0 || firstLeftNs == seenLeftNs ? seenOrderId : 0;
        note("journaled", hops.journaledNs(), 0);
        note("core", hops.coreNs(), 0);
        note("applied", hops.appliedNs(), 0);
        note("signals", hops.signalsNs(), 0);
        note("decided", hops.decidedNs(), first);
        note("checked", hops.checkedNs(), first);
        note("left", hops.leftNs(), first);
        note("recorded", hops.recordedNs(), first);
        note("strategies", hops.strategiesNs(), 0);
        note("done", hops.doneNs(), 0);
    }

    private void addOwn() {
        if (!found || ownLeftNs != firstLeftNs) {
            stages.add(new Stage("left", ownLeftNs, orderId));
        }
    }

    private String missing(final JournalReader telemetry, final long reached, final long sequence) {
        if (telemetry.fault() != null) {
            return "telemetry is damaged: " + telemetry.fault();
        }
        if (missed > 0) {
            return missed + " records of telemetry are missing there: its writer was too slow";
        }
        return reached <= sequence
                ? "telemetry ends before: the engine was killed, telemetry failed, or it is still being written"
                : "no order of this input left, and it is none of the 1 in 64 of which times are taken";
    }

    private void note(final String name, final long timeNs, final long ofOrder) {
        if (timeNs != HopTimesDecoder.doneNsNullValue()) {
            stages.add(new Stage(name, timeNs, ofOrder));
        }
    }
}
