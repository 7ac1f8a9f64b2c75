package io.tiercel.engine.boot.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Datagrams that Linux threw away since a socket's buffer was full: the last column of its table of sockets. */
final class SocketDrops {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));
    private static final int LOCAL_ADDRESS = 1;

    private SocketDrops() {}

    /** Of all sockets that are bound to this port; -1 when the host does not say. */
    static long of(final int port) {
        long drops = -1;
        for (final Path table : TABLES) {
            try {
                drops = Math.max(drops, 0) + of(Files.readAllLines(table), port);
            } catch (final IOException notLinux) {
                drops = Math.max(drops, -1);
            }
        }
        return drops;
    }

    static long of(final List<String> lines, final int port) {
        final String end = String.format(":%04X", port);
        long drops = 0;
        for (final String line : lines) {
            final String[] columns = line.trim().split("\\s+");
            if (columns.length > LOCAL_ADDRESS && columns[LOCAL_ADDRESS].endsWith(end)) {
                drops += Long.parseLong(columns[columns.length - 1]);
            }
        }
        return drops;
    }
}
