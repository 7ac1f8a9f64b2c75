package io.tiercel.bench.floor;

import io.tiercel.bench.report.RunDelay;

/** Takes the windows of one floor: each has as many operations with a look at the clock around each as without. */
public final class FloorRun {
    private final FloorSettings settings;
    private final long[] samplesNs;

    public FloorRun(final FloorSettings settings) {
        this.settings = settings;
        samplesNs = new long[settings.operations()];
    }

    /** Blocks until all are taken; the floor cannot be used again. */
    public FloorWindows take(final Floor floor) throws InterruptedException {
        final FloorWindows windows = new FloorWindows();
        final PinnedThread partner = floor.withPartner()
                ? new PinnedThread("bench-partner", settings.partnerProcessor(), delay -> floor.answer())
                : null;
        final PinnedThread measuring = new PinnedThread(
                "bench-floor",
                settings.processor(),
                delay -> takeAll(floor, windows, delay, partner == null ? null : partner.delay()));
        if (partner != null) {
            floor.check(partner::check);
            partner.start();
        }
        try {
            measuring.start();
            measuring.join();
        } finally {
            if (partner != null) {
                floor.stop();
                partner.join();
            }
        }
        return windows;
    }

    private void takeAll(final Floor floor, final FloorWindows windows, final RunDelay own, final RunDelay ofPartner) {
        final boolean known = own.known() && (ofPartner == null || ofPartner.known());
        for (int i = -settings.warmUpWindows(); i < settings.windows(); i++) {
            final long delayBefore = total(own, ofPartner);
            for (int j = 0; j < samplesNs.length; j++) {
                samplesNs[j] = floor.sampleNs();
            }
            final double perSecond = floor.perSecond(samplesNs.length);
            final double oneWay = floor.oneWayPerSecond(samplesNs.length);
            final boolean disturbed = !known || total(own, ofPartner) > delayBefore;
            if (i >= 0) {
                windows.add(FloorWindows.Window.of(samplesNs, perSecond, oneWay, disturbed));
            }
        }
    }

    private static long total(final RunDelay own, final RunDelay ofPartner) {
        return own.totalNs() + (ofPartner == null ? 0 : ofPartner.totalNs());
    }
}
