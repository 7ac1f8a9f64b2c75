package io.tiercel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Room for records where the thread that makes it ahead has no time. */
final class RoomAheadTest {
    private static final int BLOCK = 1 << 20;
    private static final int RESERVE = 4 << 20;
    private static final int RECORD = 4 << 10;

    private long position;

    @TempDir
    private Path parent;

    @Test
    void shouldMakeRoomWhenNobodyMadeItAhead() throws IOException {
        try (SmallDisk disk = new SmallDisk(parent.resolve("disk"), 32);
                RoomAhead room = room(disk)) {
            room.makeRoom();

            for (int i = 0; i < 2 * RESERVE / RECORD; i++) {
                append(room);
            }

            assertEquals(Room.AMPLE, room.room());
        }
    }

    @Test
    void shouldTellOfAFullDiskBeforeHalfOfItsReserveIsUsed() throws IOException {
        try (SmallDisk disk = new SmallDisk(parent.resolve("disk"), 32);
                RoomAhead room = room(disk)) {
            room.makeRoom();
            disk.fill();

            while (room.room() == Room.AMPLE) {
                append(room);
            }

            assertEquals(Room.SHORT, room.room());
            final long known = position;
            while (room.holds(RECORD)) {
                position += RECORD;
                room.advance(position);
            }
            assertEquals(Room.EMERGENCY, room.room());
            assertTrue(position - known > RESERVE / 2 - 2 * RECORD, () -> position - known + " bytes were left");
        }
    }

    private static RoomAhead room(final SmallDisk disk) throws IOException {
        final Path file = Files.write(disk.folder().resolve("records"), new byte[RECORD]);
        return new RoomAhead(file, 0, BLOCK, BLOCK, RESERVE);
    }

    private void append(final RoomAhead room) {
        assertTrue(room.holds(RECORD), () -> "no room at " + position);
        position += RECORD;
        room.advance(position);
    }
}
