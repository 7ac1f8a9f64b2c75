package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.ConfigurationException;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.ingress.RingSource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Looks after the files of reference data while the engine runs. When one of them has changed and all are right, what
 * is new or different goes to the engine as inputs; when something is wrong it says so and nothing changes.
 */
final class ReferenceWatch {
    private static final long OFFER_TIMEOUT_NS = 5_000_000_000L;

    private final LoadedConfiguration loaded;
    private final RingSource target;
    private final PrintStream err;
    private final List<Path> files = new ArrayList<>();
    private final ReferenceFlow flow;
    private List<Stamp> seen;

    /** @param target where the inputs go; polled by the engine's thread */
    ReferenceWatch(
            final LoadedConfiguration loaded,
            final ReferenceData running,
            final long startNs,
            final RingSource target,
            final PrintStream err) {
        this.loaded = loaded;
        this.target = target;
        this.err = err;
        final EngineConfiguration.Reference reference = loaded.configuration().reference();
        flow = new ReferenceFlow(running, startNs, reference.daysAhead(), this::offer);
        for (final String name : List.of(reference.instruments(), reference.ticks(), reference.calendar())) {
            files.add(loaded.folder().resolve(name));
        }
        seen = stamps();
    }

    /** Now and then, on the thread that waits for the run's end. */
    void check(final long timeNs) {
        try {
            tell(flow.roll(timeNs));
            final List<Stamp> now = stamps();
            if (!now.equals(seen)) {
                seen = now;
                tell(flow.change(ReferenceData.reload(loaded, flow.running()), timeNs));
            }
        } catch (final IllegalStateException engineStuck) {
            err.println("reference data, revision " + (flow.revision() + 1) + " went out in part: "
                    + engineStuck.getMessage());
        } catch (final ConfigurationException mistakes) {
            err.println("the changed reference data is not taken:");
            mistakes.problems().forEach(problem -> err.println("  " + problem));
        }
    }

    private void tell(final int itemCount) {
        if (itemCount > 0) {
            err.println("reference data, revision " + flow.revision() + ": " + itemCount + " items new or different");
        }
    }

    private void offer(final DirectBuffer buffer, final int offset, final int length) {
        final long deadlineNs = System.nanoTime() + OFFER_TIMEOUT_NS;
        while (!target.offer(buffer, offset, length)) {
            // The engine empties it four times a second, unless it has died.
            if (System.nanoTime() > deadlineNs) {
                throw new IllegalStateException("the engine has not taken changed reference data for 5 s");
            }
            Thread.onSpinWait();
        }
    }

    private List<Stamp> stamps() {
        return files.stream().map(Stamp::of).toList();
    }

    /**
     * What tells one version of a file from another. Only equality counts: a file that an older one replaces has
     * changed, too.
     */
    private record Stamp(FileTime modified, long size) {
        private static final Stamp MISSING = new Stamp(FileTime.fromMillis(0), -1);

        static Stamp of(final Path file) {
            try {
                final BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(attributes.lastModifiedTime(), attributes.size());
            } catch (final IOException missing) {
                // A file that is being replaced: the next look finds it, or the reload says what is missing.
                return MISSING;
            }
        }
    }
}
