package io.tiercel.journal;

import io.tiercel.codecs.journal.JournalOpenedEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The two files of a journal as a disk keeps them: records in the real frame, in memory, and how many of them a loss of
 * power is sure to spare. A record that never got there leaves a hole, which a reader takes for the end.
 */
public final class SimulatedDisk {
    /**
     * Something that {@link #verify} found, or was told to find.
     *
     * @param sequence of the record that was expected there
     */
    public record Damage(Stream stream, long sequence) {}

    private static final int DECIDERS = 3;

    private final long journalId;
    private final long firstSequence;
    private final FrameFlyweight frame = new FrameFlyweight();
    private final List<byte[]> inputs = new ArrayList<>();
    private final List<byte[]> outputs = new ArrayList<>();
    private int syncedInputs;
    private int syncedOutputs;
    private long bytes;
    private boolean careless;
    private boolean deaf;

    public SimulatedDisk(final long journalId, final int engineId, final long firstSequence) {
        this(journalId, firstSequence);
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[FrameFlyweight.MAX_PAYLOAD_LENGTH]);
        final JournalOpenedEncoder opened = new JournalOpenedEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .journalId(journalId)
                .engineId((short) engineId)
                .frameVersion((short) FrameFlyweight.VERSION)
                .createdNs(0);
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + opened.encodedLength();
        append(Stream.INPUT, JournalOpenedEncoder.TEMPLATE_ID, 0, firstSequence - 1, 0, 0, buffer, 0, length);
        append(Stream.OUTPUT, JournalOpenedEncoder.TEMPLATE_ID, 0, 0, 0, 0, buffer, 0, length);
        sync();
    }

    private SimulatedDisk(final long journalId, final long firstSequence) {
        this.journalId = journalId;
        this.firstSequence = firstSequence;
    }

    /** Its readers do not look at checksums: a planted bug. */
    public void careless() {
        careless = true;
    }

    /** It says that it has synced, and has not: a planted bug. */
    public void deaf() {
        deaf = true;
    }

    public void append(
            final Stream stream,
            final int kind,
            final int ordinal,
            final long sequence,
            final long timeNs,
            final long cause,
            final DirectBuffer payload,
            final int offset,
            final int length) {
        final int documentLength =
                frame.encode(journalId, stream.code(), kind, ordinal, sequence, timeNs, cause, payload, offset, length);
        final byte[] document = new byte[documentLength];
        frame.buffer().getBytes(0, document);
        documents(stream).add(document);
        bytes += documentLength;
    }

    /** All that was appended survives whatever comes. */
    public void sync() {
        if (!deaf) {
            syncedInputs = inputs.size();
            syncedOutputs = outputs.size();
        }
    }

    /** The last input that survives a kill of the process. */
    public long writtenInput() {
        return firstSequence + inputs.size() - 2;
    }

    /** The last input that survives a loss of power, too. */
    public long syncedInput() {
        return firstSequence + syncedInputs - 2;
    }

    public long bytes() {
        return bytes;
    }

    /** What was not synced gets there, or some of its bytes, or nothing: each record for itself, in no order. */
    public void losePower(final Random random) {
        losePower(inputs, syncedInputs, random);
        losePower(outputs, syncedOutputs, random);
    }

    private static void losePower(final List<byte[]> documents, final int synced, final Random random) {
        for (int i = synced; i < documents.size(); i++) {
            final int fate = random.nextInt(DECIDERS);
            final byte[] document = documents.get(i);
            if (fate == 0) {
                documents.set(i, null);
            } else if (fate == 1) {
                final int from = random.nextInt(document.length);
                final byte[] torn = new byte[document.length];
                System.arraycopy(document, 0, torn, 0, from);
                documents.set(i, torn);
            }
        }
    }

    /**
     * As an operator does before the restart: cuts what the crash left at the end, from the first record on that is not
     * whole, and outputs whose cause is cut.
     */
    public void repair() {
        cut(Stream.INPUT, Long.MAX_VALUE);
        cut(Stream.OUTPUT, writtenInput());
    }

    private void cut(final Stream stream, final long lastCause) {
        final List<byte[]> documents = documents(stream);
        int good = 1;
        try (SimulatedReader reader = read(stream)) {
            while (reader.next() == JournalReader.Result.RECORD && reader.cause() <= lastCause) {
                good++;
            }
        }
        documents.subList(good, documents.size()).clear();
    }

    private boolean holds(final byte[] document) {
        frame.load(new UnsafeBuffer(document), 0, document.length);
        return frame.lengthHolds(document.length) && frame.checksumHolds(journalId);
    }

    /** Everything that is wrong in it, each with its place. */
    public List<Damage> verify() {
        final List<Damage> found = new ArrayList<>();
        final long lastInput = verify(Stream.INPUT, found);
        final long lastCause = verify(Stream.OUTPUT, found);
        if (lastCause > lastInput) {
            found.add(new Damage(Stream.INPUT, lastInput + 1));
        }
        return found;
    }

    /** @return the last input, or the last cause that an output names */
    private long verify(final Stream stream, final List<Damage> found) {
        long last = stream == Stream.INPUT ? firstSequence - 1 : 0;
        try (SimulatedReader reader = read(stream)) {
            JournalReader.Result result = reader.next();
            while (result != JournalReader.Result.END) {
                if (result == JournalReader.Result.RECORD) {
                    last = stream == Stream.INPUT ? reader.sequence() : reader.cause();
                } else {
                    found.add(new Damage(stream, reader.fault().sequence()));
                    if (!reader.resume()) {
                        break;
                    }
                }
                result = reader.next();
            }
        }
        return last;
    }

    /** Whether the end of the inputs cannot be told, so that no engine goes on: as {@link JournalEnd} has it. */
    public boolean inDoubt() {
        long last = firstSequence - 1;
        try (SimulatedReader reader = read(Stream.INPUT)) {
            JournalReader.Result result = reader.next();
            while (result == JournalReader.Result.RECORD) {
                last = reader.sequence();
                result = reader.next();
            }
            if (result == JournalReader.Result.FAULT && reader.fault().kind() != JournalFault.Kind.TORN) {
                return true;
            }
        }
        for (int i = (int) (last - firstSequence) + 2; i < inputs.size(); i++) {
            if (inputs.get(i) != null && holds(inputs.get(i))) {
                return true;
            }
        }
        return verify(Stream.OUTPUT, new ArrayList<>()) > last;
    }

    /** One bit of one record is another one now. */
    public Damage flip(final Random random) {
        final Stream stream = random.nextBoolean() || outputs.size() == 1 ? Stream.INPUT : Stream.OUTPUT;
        final List<byte[]> documents = documents(stream);
        final int index = 1 + random.nextInt(documents.size() - 1);
        final byte[] document = documents.get(index).clone();
        document[random.nextInt(document.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        documents.set(index, document);
        return new Damage(stream, (stream == Stream.INPUT ? firstSequence - 1 : 0) + index);
    }

    public SimulatedDisk copy() {
        final SimulatedDisk copy = new SimulatedDisk(journalId, firstSequence);
        copy.inputs.addAll(inputs);
        copy.outputs.addAll(outputs);
        copy.syncedInputs = syncedInputs;
        copy.syncedOutputs = syncedOutputs;
        copy.bytes = bytes;
        copy.careless = careless;
        return copy;
    }

    public SimulatedReader read(final Stream stream) {
        return new SimulatedReader(stream, documents(stream), !careless);
    }

    private List<byte[]> documents(final Stream stream) {
        return stream == Stream.INPUT ? inputs : outputs;
    }
}
