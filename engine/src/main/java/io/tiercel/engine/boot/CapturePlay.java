package io.tiercel.engine.boot;

import io.tiercel.engine.boot.session.ReplayedPackets;
import io.tiercel.engine.feed.PlayedLines;
import io.tiercel.engine.feed.PlayedPace;
import io.tiercel.engine.feed.capture.CapturePlayer;
import io.tiercel.engine.feed.capture.FileBytes;
import io.tiercel.engine.feed.capture.PacketReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** {@code feed play} of a capture: its datagrams as they are. */
final class CapturePlay {
    private static final int FAULTS_TOLD = 10;

    /**
     * Where datagrams go.
     *
     * @param routes by the address that they were captured at
     * @param others all others; nowhere where it is empty
     * @param replay where packets of those others can be had again; or null
     */
    record Targets(
            Map<String, List<InetSocketAddress>> routes, List<InetSocketAddress> others, InetSocketAddress replay) {}

    private final Path file;
    private final Targets targets;
    private final PlayedLines.Badness badness;
    private final PlayedPace pace;
    private final long lingerNs;
    private final PrintStream out;
    private final PrintStream err;
    private long faults;

    CapturePlay(
            final Path file,
            final Targets targets,
            final PlayedLines.Badness badness,
            final PlayedPace pace,
            final long lingerNs,
            final PrintStream out,
            final PrintStream err) {
        this.file = file;
        this.targets = targets;
        this.badness = badness;
        this.pace = pace;
        this.lingerNs = lingerNs;
        this.out = out;
        this.err = err;
    }

    /** Returns the exit code. */
    int play(final BooleanSupplier stopped) throws IOException {
        try (FileBytes bytes = FileBytes.open(file);
                DatagramChannel socket = DatagramChannel.open();
                ReplayedPackets replay = targets.replay() == null ? null : new ReplayedPackets(targets.replay(), err)) {
            final PacketReader packets = PacketReader.of(bytes, this::onFault);
            final Map<String, PlayedLines> routes = new HashMap<>();
            targets.routes().forEach((from, to) -> routes.put(from, new PlayedLines(socket, to, badness)));
            final CapturePlayer player = new CapturePlayer(
                    routes,
                    targets.others().isEmpty() ? null : new PlayedLines(socket, targets.others(), badness),
                    replay == null ? CapturePlayer.Beside.NOTHING : replay,
                    pace);
            player.play(packets, stopped);
            player.linger(lingerNs, stopped);
            out.println("sent " + player.sentCount() + " datagrams of the capture, " + player.datagramCount()
                    + " on all lines" + (player.lostCount() > 0 ? ", lost " + player.lostCount() : "")
                    + (player.refusedCount() > 0 ? ", the host did not take " + player.refusedCount() : "")
                    + pace.text()
                    + (faults > 0 ? ", " + faults + " records malformed" : "")
                    + (replay == null ? "" : replay.text()));
            player.passedOver()
                    .forEach((address, count) ->
                            err.println("passed over: " + count + " datagrams to " + address + "; --route sends them"));
            if (player.sentCount() == 0 && !stopped.getAsBoolean()) {
                err.println("tiercel: " + file + " has no datagrams to send; name their addresses by --route, or a"
                        + " place for all of them by --lines");
                return ExitCode.BAD_INPUT;
            }
            return ExitCode.DONE;
        }
    }

    private void onFault(final long record, final long offset, final String reason) {
        faults++;
        if (faults <= FAULTS_TOLD) {
            err.println("malformed: " + file + ": record " + record + " at offset " + offset + ": " + reason);
        }
    }
}
