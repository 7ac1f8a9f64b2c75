package io.tiercel.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The snapshots of a journal on a {@link SimulatedDisk}, as the real ones stand in files; the latest first. */
public final class SimulatedSnapshots {
    private final List<byte[]> files = new ArrayList<>();
    private final List<Long> sequences = new ArrayList<>();

    public void write(final Snapshot snapshot) {
        final ByteBuffer bytes = Snapshots.encode(snapshot);
        files.add(0, Arrays.copyOf(bytes.array(), bytes.limit()));
        sequences.add(0, snapshot.sequence());
        if (files.size() > Snapshots.KEPT) {
            files.remove(Snapshots.KEPT);
            sequences.remove(Snapshots.KEPT);
        }
    }

    public int count() {
        return files.size();
    }

    public long sequence(final int index) {
        return sequences.get(index);
    }

    /** As of a file: throws when it is damaged. */
    public Snapshot read(final int index) {
        return Snapshots.decode(
                Path.of("snapshot-" + sequence(index)),
                ByteBuffer.wrap(files.get(index)).order(ByteOrder.LITTLE_ENDIAN));
    }

    /** One bit of the newest is another one, or its end is gone. */
    public void damageNewest(final Random random) {
        final byte[] file = files.get(0);
        if (random.nextBoolean()) {
            file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        } else {
            files.set(0, Arrays.copyOf(file, random.nextInt(file.length)));
        }
    }
}
