package io.tiercel.engine.boot.configuration;

/** The keys of the engine itself: its threads, capacities, journal, transport and log. */
final class EngineKeys extends KeyTable {
    private static final long BILLION = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;
    private static final long HOUR = 3_600 * BILLION;
    private static final long MEBIBYTE = 1L << 20;

    EngineKeys() {
        engine();
        capacities();
        journalAndAeron();
        log();
    }

    private void engine() {
        whole("engine.id", "", "1", 0, 127, "Part of every order id; two engines at one venue need two ids");
        whole("engine.firm", "", "1", 0, Integer.MAX_VALUE, "The firm that every order names");
        whole("engine.account", "", "1", 0, Integer.MAX_VALUE, "The account that every order names");
        threads();
        warmUp();
        duration(
                "engine.orderAnswerTimeout",
                "2s",
                MILLISECOND,
                HOUR,
                "An order the venue has not answered for this long is in doubt and asked about");
        duration(
                "engine.feedStaleAfter",
                "5s",
                0,
                HOUR,
                "No orders on a feed that is silent for this long, until it speaks again; 0 for never");
        duration(
                "engine.packetEndTimeout",
                "5ms",
                MILLISECOND / 10,
                100 * MILLISECOND,
                "How long the end of a packet is waited for before its feed's books are closed. Nothing else is"
                        + " handled meanwhile, so that nothing acts on half a packet; a feed's thread that shares its"
                        + " processor can be off it for some milliseconds");
        duration(
                "engine.silenceTick",
                "1ms",
                MILLISECOND / 10,
                10 * BILLION,
                "After this long without an input the core is told the time");
        duration(
                "engine.histogramInterval",
                "10s",
                0,
                HOUR,
                "How often latencies are written to the log beside the journal, JOURNAL-latency.hlog, in steps of"
                        + " 250 ms; 0 for never. A run on virtual time has none");
        duration(
                "engine.hangTimeout",
                "1s",
                50 * MILLISECOND,
                5 * BILLION,
                "When the engine's thread makes no round for this long, the supervisor latches the gate, cancels"
                        + " everything at the venues and ends the run. Longer than any stall that is to be survived:"
                        + " a new journal file takes up to 10 ms, a slow disk or a busy host far more");
    }

    private void warmUp() {
        duration(
                "engine.warmUp",
                "2s",
                0,
                60 * BILLION,
                "Before a live run is ready a second engine trades on a built-in market until the JVM has compiled what"
                        + " that runs, for this long at most; 0s for none. The first orders are faster for it");
        duration(
                "engine.readyWithin",
                "5s",
                0,
                120 * BILLION,
                "The warm-up ends so early that the engine is ready this long after its process began, but lasts half a"
                        + " second at least; 0s: it lasts as long as engine.warmUp lets it. Raise both on a slow machine");
        choice(
                "engine.deoptimisations",
                "off",
                "count has Java's Flight Recorder note which compiled code the engine's threads had to give up after a live"
                        + " start; the recorder lengthens the start by half a second, and slows the warm-up",
                "off",
                "count");
    }

    private void threads() {
        choice(
                "engine.layout",
                "auto",
                "inline: ingress, journal, core and gate share the engine's thread; fused: journal, core and gate"
                        + " have a thread each, behind a ring; auto: fused where enough processors are free. A run on"
                        + " virtual time is always inline",
                "auto",
                "inline",
                "fused");
        processor(
                "engine.core", "Processor the engine's thread is pinned to, in the fused layout ingress; -1 for none");
        choice(
                "engine.idleStrategy",
                "auto",
                "How the engine's thread waits when nothing came; auto: spin where a processor is free for it,"
                        + " else backoff",
                "auto",
                "spin",
                "yield",
                "backoff",
                "sleep");
        fused();
    }

    private void fused() {
        choice(
                "engine.fused.waitStrategy",
                "auto",
                "How the threads of the fused layout wait for each other; auto: spin where a processor is free for"
                        + " each of them, else park",
                "auto",
                "spin",
                "yield",
                "park");
        whole(
                "engine.fused.ringSlots",
                "inputs",
                "4096",
                512,
                1 << 20,
                "Inputs between ingress and gate at a time, at least; a power of two is taken");
        processor("engine.fused.journalProcessor", "Processor the journal's thread is pinned to; -1 for none");
        processor("engine.fused.coreProcessor", "Processor the core's thread is pinned to; -1 for none");
        processor("engine.fused.gateProcessor", "Processor the gate's thread is pinned to; -1 for none");
    }

    private void capacities() {
        whole("engine.maxInstruments", "instruments", "1000", 1, 100_000, "The greatest instrument id");
        whole("engine.maxBookOrders", "orders", "1000000", 1, 16_777_216, "Orders in all order books together");
        whole("engine.maxBookLevels", "levels", "100000", 2, 16_777_216, "Price levels in all books together");
        whole("engine.maxOpenOrders", "orders", "10000", 1, 1_000_000, "Own orders open at a time");
        whole(
                "engine.maxClosedOrders",
                "orders",
                "10000",
                1,
                10_000_000,
                "Own orders that are over and still remembered, for executions that come late");
        whole("engine.maxParentOrders", "orders", "1000", 1, 1_000_000, "Parent orders being worked at a time");
        whole("engine.maxStrategies", "strategies", "64", 1, 1_000, "The greatest strategy id");
        whole("engine.maxTimers", "timers", "100000", 1, 10_000_000, "Timers running at a time");
        whole(
                "engine.maxOutputsPerInput",
                "messages",
                "1024",
                16,
                4_096,
                "Outputs of one input; what is beyond them follows with the next one");
    }

    private void journalAndAeron() {
        text("journal.folder", "var/journal", "Where each run makes a folder of its own, unless --journal names one");
        text(
                "journal.ledgerFolder",
                "",
                "Where the ledger of the engine id is kept, one for all its runs; empty for journal.folder");
        size(
                "journal.blockBytes",
                "256MiB",
                MEBIBYTE,
                1_024 * MEBIBYTE,
                "How much of a journal file is mapped at a time");
        size(
                "journal.reserveBytes",
                "16MiB",
                4 * MEBIBYTE,
                16_384 * MEBIBYTE,
                "Room that the disk has really given ahead of the records, for inputs and for outputs each: when"
                        + " the disk is full, new orders stop, and at half of it everything is cancelled and the run"
                        + " ends. More is taken where the cancels of engine.maxOpenOrders need it");
        size(
                "journal.rollBytes",
                "1GiB",
                0,
                1_024 * 1_024 * MEBIBYTE,
                "So many bytes of records are in a segment of the journal's inputs or outputs before they go on in the"
                        + " next one, which is made ahead; 0 for never, else at least 1MiB");
        duration(
                "journal.rollEvery",
                "1h",
                0,
                24 * 7 * HOUR,
                "So much time is in a segment before the next one, whatever its size; 0 for never");
        durability();
        choice(
                "journal.recovery",
                "resume",
                "After a run that came to no end: resume goes on with its orders, positions and strategies, as its journal"
                        + " says; fresh begins empty, and orders that are open at venues are not known",
                "resume",
                "fresh");
        choice(
                "journal.telemetry",
                "on",
                "Whether the times at which inputs and orders came by the stages are written into the journal, for tiercel"
                        + " why: of each input that leads to an order, and of 1 in 64. Never on virtual time. A thread of"
                        + " its own writes them; a full disk ends that, and nothing else",
                "on",
                "off");
        choice("aeron.driver", "embedded", "Whether the media driver is part of this process", "embedded", "external");
        choice(
                "aeron.networkThread",
                "own",
                "Who serves venues and feeds on a network, where the media driver is embedded: own: a thread of the"
                        + " driver; engine: the engine's thread in each of its rounds, so that nothing waits for"
                        + " another thread, and mass cancels of the supervisor have a second driver",
                "own",
                "engine");
        text("aeron.directory", "", "The media driver's folder; empty for one of this process's own");
    }

    private void durability() {
        choice(
                "journal.durability",
                "process",
                "What the record of an input survives before an order that it causes leaves. process: a kill of the"
                        + " process, not a loss of power. fsync: a loss of power, too; new orders and replaces wait for"
                        + " the disk, cancels do not. async: in the fused layout orders do not wait for the record, and"
                        + " a kill can lose one input; inline it is process",
                "async",
                "process",
                "fsync");
        duration(
                "journal.fsyncMaxDelay",
                "100us",
                0,
                10 * MILLISECOND,
                "For fsync: a sync begins at the latest when an input has waited for this long; 0s for as soon as the one"
                        + " before has ended");
        whole(
                "journal.fsyncMaxRecords",
                "inputs",
                "1024",
                1,
                1_000_000,
                "For fsync: a sync begins when so many inputs wait, before that time");
        duration(
                "journal.fsyncSlowAfter",
                "100ms",
                20 * MILLISECOND,
                10 * BILLION,
                "For fsync: while an input has waited for longer, sync included, nothing new is sent (JOURNAL_SLOW), and"
                        + " orders that wait come back as not sent");
        whole(
                "journal.fsyncMaxHeld",
                "messages",
                "1024",
                16,
                65_536,
                "For fsync: messages that wait for the disk at a time; an order beyond them comes back as not sent");
    }

    private void log() {
        text(
                "log.folder",
                "var/log",
                "Where the engine's log is, one file for all runs of its id; relative to the working folder");
        choice(
                "log.level",
                "info",
                "What matters less is not logged; off: there is no log. A run on virtual time has none",
                "off",
                "error",
                "warn",
                "info");
        size(
                "log.maxFileBytes",
                "16MiB",
                MEBIBYTE / 16,
                1_024 * MEBIBYTE,
                "A file of the log that would grow beyond this is set aside for a new one");
        whole("log.files", "files", "8", 1, 1_000, "Files of the log that are kept, the newest included");
    }
}
