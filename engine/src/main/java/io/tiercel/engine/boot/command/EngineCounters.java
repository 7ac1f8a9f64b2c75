package io.tiercel.engine.boot.command;

import io.aeron.Aeron;
import io.aeron.CncFileDescriptor;
import io.aeron.exceptions.AeronException;
import java.io.File;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersReader;

/**
 * An engine's counters among those of its media driver, where AeronStat and any other reader of Agrona's counters sees
 * them. They end with the engine.
 *
 * <pre>
 *  type    {@value #FIRST_TYPE} to {@value #LAST_TYPE}: the first one + the counter's place in the list, which
 *          changes between versions
 *  key     0 process id (8), 8 engine id (4)
 *  label   tiercel engine=ID NAME, which stays
 * </pre>
 */
public final class EngineCounters {
    public static final int FIRST_TYPE = 41_100;
    public static final int LAST_TYPE = 41_299;

    private static final int ENGINE_ID = 8;
    private static final int KEY_LENGTH = 12;

    private EngineCounters() {}

    /** A new one, of this process. */
    public static AtomicCounter add(final Aeron aeron, final int engineId, final int place, final String name) {
        final int type = FIRST_TYPE + place;
        if (type > LAST_TYPE) {
            throw new IllegalArgumentException(
                    "counter " + name + " would be of type " + type + ", the last one is " + LAST_TYPE);
        }
        final UnsafeBuffer key = new UnsafeBuffer(new byte[KEY_LENGTH]);
        key.putLong(0, ProcessHandle.current().pid());
        key.putInt(ENGINE_ID, engineId);
        final byte[] label = (label(engineId) + name).getBytes(StandardCharsets.US_ASCII);
        return aeron.addCounter(type, key, 0, KEY_LENGTH, new UnsafeBuffer(label), 0, label.length);
    }

    private static String label(final int engineId) {
        return "tiercel engine=" + engineId + ' ';
    }

    /** Is told one counter. */
    public interface Reader {
        void onCounter(String name, long value);
    }

    /** Is told any counter of a media driver. */
    interface AnyReader {
        void onCounter(int counterId, int typeId, DirectBuffer key, String label, long value);
    }

    /**
     * Those of one engine, in their order.
     *
     * @param driverFolder of its media driver, in this process or another one
     * @throws NotReachedException when it cannot be read
     */
    public static void read(final Path driverFolder, final int engineId, final long processId, final Reader reader) {
        final int count = LAST_TYPE - FIRST_TYPE + 1;
        final String[] names = new String[count];
        final long[] values = new long[count];
        forEach(driverFolder, (counterId, typeId, key, label, value) -> {
            if (typeId >= FIRST_TYPE
                    && typeId <= LAST_TYPE
                    && key.getLong(0) == processId
                    && key.getInt(ENGINE_ID) == engineId
                    && label.startsWith(label(engineId))) {
                names[typeId - FIRST_TYPE] = label.substring(label(engineId).length());
                values[typeId - FIRST_TYPE] = value;
            }
        });
        for (int i = 0; i < count; i++) {
            if (names[i] != null) {
                reader.onCounter(names[i], values[i]);
            }
        }
    }

    /** @throws NotReachedException when they cannot be read */
    static void forEach(final Path driverFolder, final AnyReader reader) {
        final File file = driverFolder.resolve(CncFileDescriptor.CNC_FILE).toFile();
        try {
            final MappedByteBuffer mapped = IoUtil.mapExistingFile(file, FileChannel.MapMode.READ_ONLY, file.getPath());
            try {
                final DirectBuffer header = CncFileDescriptor.createMetaDataBuffer(mapped);
                CncFileDescriptor.checkVersion(header.getInt(CncFileDescriptor.cncVersionOffset(0)));
                final CountersReader counters = new CountersReader(
                        CncFileDescriptor.createCountersMetaDataBuffer(mapped, header),
                        CncFileDescriptor.createCountersValuesBuffer(mapped, header),
                        StandardCharsets.US_ASCII);
                counters.forEach((counterId, typeId, key, label) ->
                        reader.onCounter(counterId, typeId, key, label, counters.getCounterValue(counterId)));
            } finally {
                IoUtil.unmap(mapped);
            }
        } catch (final IllegalStateException | AeronException unreadable) {
            throw new NotReachedException(
                    "the counters in " + file + " cannot be read: " + unreadable.getMessage()
                            + "; the engine may have ended, or its media driver is of another version",
                    unreadable);
        }
    }
}
