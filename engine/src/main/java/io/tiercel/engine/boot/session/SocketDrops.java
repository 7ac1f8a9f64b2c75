package io.tiercel.engine.boot.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Datagrams that Linux threw away since a socket's buffer was full: the last column of its table of sockets. Of the
 * sockets that this process had when it was made.
 */
final class SocketDrops {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));
    private static final Path OWN = Path.of("/proc/self/fd");
    private static final String SOCKET = "socket:[";
    private static final int LOCAL_ADDRESS = 1;
    private static final int INODE = 9;
    private static final int DROPS = 12;

    private final Set<String> inodes;

    /** @param inodes of the sockets that are looked at */
    SocketDrops(final Set<String> inodes) {
        this.inodes = Set.copyOf(inodes);
    }

    static SocketDrops ofThisProcess() {
        final Set<String> inodes = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(OWN)) {
            for (final Path descriptor : descriptors) {
                final String target = target(descriptor);
                if (target.startsWith(SOCKET)) {
                    inodes.add(target.substring(SOCKET.length(), target.length() - 1));
                }
            }
        } catch (final IOException notLinux) {
            inodes.clear();
        }
        return new SocketDrops(inodes);
    }

    private static String target(final Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (final IOException closed) {
            return "";
        }
    }

    /** Of the socket that is bound there; -1 when the host does not say. */
    long of(final InetSocketAddress address) {
        for (final Path table : TABLES) {
            try {
                final long drops = of(Files.readAllLines(table), address);
                if (drops >= 0) {
                    return drops;
                }
            } catch (final IOException notLinux) {
                continue;
            }
        }
        return -1;
    }

    /** -1 when the table does not have it. */
    long of(final List<String> table, final InetSocketAddress address) {
        final String local = hex(address.getAddress()) + String.format(Locale.ROOT, ":%04X", address.getPort());
        for (final String line : table) {
            final String[] columns = line.trim().split("\\s+");
            if (columns.length > DROPS && columns[LOCAL_ADDRESS].equals(local) && inodes.contains(columns[INODE])) {
                return Long.parseLong(columns[DROPS]);
            }
        }
        return -1;
    }

    /** Linux writes words of four bytes, each as the machine holds it. */
    private static String hex(final InetAddress address) {
        final ByteBuffer bytes = ByteBuffer.wrap(address.getAddress()).order(ByteOrder.nativeOrder());
        final StringBuilder text = new StringBuilder();
        while (bytes.hasRemaining()) {
            text.append(String.format(Locale.ROOT, "%08X", bytes.getInt()));
        }
        return text.toString();
    }
}
