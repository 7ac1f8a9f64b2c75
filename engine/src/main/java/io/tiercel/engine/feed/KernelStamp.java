package io.tiercel.engine.feed;

import com.sun.jna.Native;
import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * When the host's kernel received the newest datagram that was read from a socket: Linux stamps datagrams as they
 * arrive, and says of each socket what the last one's stamp was. The lane's thread's.
 *
 * <p>Two calls of libc for each datagram. The stamp is of the host's clock, which a lane's clock follows loosely, so it
 * is how long the datagram has waited that is taken from it.
 */
@HotPath
public final class KernelStamp {
    private static final long SIOCGSTAMPNS = 0x8907;
    private static final int CLOCK_REALTIME = 0;
    /** ENOENT. */
    private static final int NO_STAMP_YET = 2;

    private static final int TIMESPEC_BYTES = 16;
    private static final long SECOND_NS = 1_000_000_000L;
    /** What is older is no stamp: the host's clock was set meanwhile. */
    private static final long LONGEST_WAIT_NS = 60 * SECOND_NS;

    private final int descriptor;
    private final UnsafeBuffer times = new UnsafeBuffer(ByteBuffer.allocateDirect(2 * TIMESPEC_BYTES));
    private final long stampAddress = times.addressOffset();
    private final long nowAddress = stampAddress + TIMESPEC_BYTES;

    private KernelStamp(final int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * From now on this socket's datagrams are stamped.
     *
     * @throws UnsupportedOperationException with the reason, where the host or this JVM gives no stamps
     */
    @ColdPath
    public static KernelStamp of(final DatagramChannel socket) {
        try {
            final Method descriptor = Class.forName("sun.nio.ch.SelChImpl").getMethod("getFDVal");
            final KernelStamp stamp = new KernelStamp((int) descriptor.invoke(socket));
            stamp.begin();
            return stamp;
        } catch (final ReflectiveOperationException | IllegalArgumentException closed) {
            throw new UnsupportedOperationException("the JVM does not name the socket: " + closed.getMessage(), closed);
        } catch (final LinkageError unlinked) {
            throw new UnsupportedOperationException("libc cannot be called: " + unlinked.getMessage(), unlinked);
        }
    }

    /** Asked for the first time, before there is any stamp, the kernel begins to stamp, some milliseconds later. */
    @ColdPath
    private void begin() {
        if (Libc.ioctl(descriptor, SIOCGSTAMPNS, stampAddress) != 0 && Native.getLastError() != NO_STAMP_YET) {
            throw new UnsupportedOperationException("this host keeps none, error " + Native.getLastError());
        }
    }

    /**
     * By the clock that says what time it was when the datagram was read, which was just now; that time itself where
     * the kernel has no stamp.
     */
    long receivedNs(final long readNs) {
        if (Libc.ioctl(descriptor, SIOCGSTAMPNS, stampAddress) != 0
                || Libc.clock_gettime(CLOCK_REALTIME, nowAddress) != 0) {
            return readNs;
        }
        final long waitedNs = timeNs(TIMESPEC_BYTES) - timeNs(0);
        return waitedNs < 0 || waitedNs > LONGEST_WAIT_NS ? readNs : readNs - waitedNs;
    }

    private long timeNs(final int offset) {
        return times.getLong(offset) * SECOND_NS + times.getLong(offset + Long.BYTES);
    }

    /** Addresses in place of pointers, so that a call allocates nothing. */
    private static final class Libc {
        static {
            Native.register(Libc.class, "c");
        }

        private Libc() {}

        static native int ioctl(int descriptor, long request, long address);

        @SuppressWarnings("checkstyle:MethodName") // libc's own
        static native int clock_gettime(int clock, long address);
    }
}
