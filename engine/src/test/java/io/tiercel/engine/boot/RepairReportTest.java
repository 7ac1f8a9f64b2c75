package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.journal.JournalFault;
import io.tiercel.journal.JournalRepair.Cut;
import io.tiercel.journal.JournalRepair.Loss;
import io.tiercel.journal.LostTail;
import io.tiercel.journal.Stream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RepairReportTest {
    private static final Path FOLDER = Path.of("j");
    private static final Cut OUTPUTS =
            new Cut(Stream.OUTPUT, Path.of("o.cq4"), 31, 7, Path.of("outputs-cut-at-31"), 4, null);
    private static final Cut INPUTS = new Cut(
            Stream.INPUT,
            Path.of("i.cq4"),
            17,
            0,
            null,
            9,
            new JournalFault("i.cq4", 17, 10, JournalFault.Kind.TORN, "torn"));
    private static final Loss LOSS = new Loss(
            List.of(OUTPUTS, INPUTS), new LostTail(9, 20, 99, 5, 6, List.of(new LostTail.LostOrder(77, 12, 1, 2, 3))));

    @Test
    void shouldSayWhatIsLostLineByLine() {
        assertEquals(
                List.of(
                        "outputs end at sequence 4 now: 7 bytes cut at offset 31 of o.cq4, kept in outputs-cut-at-31",
                        "inputs end at sequence 9 now: no bytes cut at offset 17 of i.cq4",
                        "lost are the inputs 10 to 20, 5 of them whole, 6 outputs that they led to, and those behind of"
                                + " which there is no trace",
                        "order 77 of strategy 2 in instrument 3 may be at venue 1: its cause, input 12, is lost",
                        "the next run does not know these orders, nor any that left no trace: ask the venues for open"
                                + " orders and executions since; its sequence begins behind 99"),
                RepairReport.text(FOLDER, LOSS, List.of()).lines().toList());
        assertEquals("j is whole: nothing to repair", RepairReport.text(FOLDER, new Loss(List.of(), null), List.of()));
    }

    @Test
    void shouldSayWhatWasMended() {
        final Loss none = new Loss(List.of(), null);

        assertEquals(
                "headers and index of i.cq4 are right again; no record was affected",
                RepairReport.text(FOLDER, none, List.of(Path.of("i.cq4"))));
        assertEquals(
                "{\"journal\":\"j\",\"repaired\":true,\"mended\":[\"i.cq4\"],\"cuts\":[]}",
                RepairReport.json(FOLDER, none, List.of(Path.of("i.cq4"))));
    }

    @Test
    void shouldSayTheSameAsJson() {
        assertEquals(
                "{\"journal\":\"j\",\"repaired\":true,\"mended\":[],\"cuts\":["
                        + "{\"stream\":\"outputs\",\"file\":\"o.cq4\",\"offset\":31,\"bytes\":7,"
                        + "\"kept\":\"outputs-cut-at-31\",\"lastSequence\":4,\"kind\":null},"
                        + "{\"stream\":\"inputs\",\"file\":\"i.cq4\",\"offset\":17,\"bytes\":0,\"kept\":null,"
                        + "\"lastSequence\":9,\"kind\":\"TORN\"}],"
                        + "\"lost\":{\"lastInput\":9,\"lastKnown\":20,\"lastUsed\":99,\"inputs\":5,\"outputs\":6,"
                        + "\"orders\":[{\"orderId\":\"77\",\"cause\":12,\"venueId\":1,\"strategyId\":2,"
                        + "\"instrumentId\":3}]}}",
                RepairReport.json(FOLDER, LOSS, List.of()).replace(" ", ""));
    }
}
