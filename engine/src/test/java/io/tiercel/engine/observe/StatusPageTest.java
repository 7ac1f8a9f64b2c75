package io.tiercel.engine.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class StatusPageTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicBuffer memory = StatusPage.memory(10, 2);
    private final StatusPage page = StatusPage.create(memory, 7, SECOND, 10, List.of("maker", "pairs"), "fused", "EUR");

    @Test
    void shouldBeReadByWhoOnlySeesTheMemory() {
        final StatusPage other = StatusPage.open(memory);

        assertEquals(7, other.engineId());
        assertEquals(ProcessHandle.current().pid(), other.processId());
        assertEquals(SECOND, other.startNs());
        assertEquals("fused", other.layout());
        assertEquals("EUR", other.currency());
        assertEquals(10, other.maxInstruments());
        assertEquals("maker", other.strategyName(1));
        assertEquals("pairs", other.strategyName(2));
        assertEquals(StatusPage.State.STARTING, other.state());
    }

    @Test
    void shouldRefuseWhatIsNoPage() {
        final String empty = assertThrows(
                        IllegalArgumentException.class, () -> StatusPage.open(new UnsafeBuffer(new byte[4096])))
                .getMessage();
        final String small = assertThrows(
                        IllegalArgumentException.class, () -> StatusPage.open(new UnsafeBuffer(new byte[16])))
                .getMessage();

        assertTrue(empty.contains("no engine's status") || empty.contains("not an engine's status"), empty);
        assertEquals(empty, small);
    }

    @Test
    void shouldRefuseAnotherVersionAndACutPage() {
        final UnsafeBuffer cut = new UnsafeBuffer(memory, 0, 512);
        final String tooShort = assertThrows(IllegalArgumentException.class, () -> StatusPage.open(cut))
                .getMessage();
        memory.putInt(8, 99);
        final String other = assertThrows(IllegalArgumentException.class, () -> StatusPage.open(memory))
                .getMessage();

        assertTrue(tooShort.contains("512 bytes, too few for 10 instruments and 2 strategies"), tooShort);
        assertTrue(other.contains("version 99"), other);
    }

    @Test
    void shouldTakeASilentEngineForDead() {
        final StatusReader reader = new StatusReader(page);
        page.state(StatusPage.State.TRADING);

        assertEquals(EngineStatus.State.TRADING, reader.read(2 * SECOND).state());
        assertEquals(EngineStatus.State.DEAD, reader.read(10 * SECOND).state());
        page.state(StatusPage.State.STOPPED);
        assertEquals(EngineStatus.State.STOPPED, reader.read(10 * SECOND).state());
    }

    @Test
    void shouldTakeAnEngineThatDiedWhileWritingForDead() {
        page.state(StatusPage.State.TRADING);
        page.core().begin();

        assertEquals(
                EngineStatus.State.DEAD, new StatusReader(page).read(2 * SECOND).state());
    }

    @Test
    void shouldShowStrategiesThatMayNotTrade() {
        final StatusReader reader = new StatusReader(page);
        final StatusBoard core = page.core();
        core.begin();
        core.set(StatusPage.strategyAtCore(1), StatusPage.STRATEGY_HALTED);
        core.set(StatusPage.strategyAtCore(2), StatusPage.STRATEGY_DISABLED | StatusPage.STRATEGY_KILLED);
        core.end();

        final EngineStatus status = reader.read(SECOND);

        assertEquals("halted", status.strategies().get(0).state());
        assertEquals("disabled", status.strategies().get(1).state());
    }

    @Test
    void shouldReadGarbageWithoutFailing() {
        final StatusBoard core = page.core();
        core.begin();
        for (int i = 0; i < core.size(); i++) {
            core.set(i, -1);
        }
        core.end();

        final EngineStatus status = new StatusReader(page).read(SECOND);

        assertEquals(10, status.instruments().size());
        assertTrue(status.orders().isEmpty());
    }
}
