package io.tiercel.engine.boot.reference;

import io.tiercel.engine.boot.configuration.ConfigurationLoader;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A small configuration with its reference data in a folder of the test's. Fields are what the files will hold. */
final class ReferenceFixture {
    String configuration = """
            engine.id = 3
            engine.maxInstruments = 10
            venues.SIM { id = 2, instruments { A.startPrice = 100, B.startPrice = 50.5 } }
            strategies { zebra { class = MarketMaker, risk.maxPosition = 5 }, ant { class = MarketMaker } }
            strategies { bat { class = X, enabled = false } }
            reference { instruments = i.csv, ticks = t.csv, calendar = c.csv, positions = p.csv, daysAhead = 3 }
            """;
    String instruments = """
            id,symbol,venue,venueSymbol,tickTable,lot,quantityScale,multiplier,currency,expiry,calendar,depth
            2,B,SIM,BB,coarse,0.5,2,10,USD,2026-12-18,ny,by-order
            1,A,SIM,AA,fine,1,0,1,EUR,,always,by-order
            """;
    String ticks = """
            tickTable,fromPrice,tick
            fine,0,0.01
            fine,10,0.05
            coarse,0,0.5
            """;
    String calendar = """
            calendar,zone,day,open,close,kind
            ny,America/New_York,MON-FRI,09:30,16:00,regular
            ny,America/New_York,2026-03-09,09:30:15,13:00,half
            ny,America/New_York,2026-03-10,,,holiday
            always,UTC,MON-SUN,00:00,24:00,regular
            """;
    String positions = """
            strategy,symbol,quantity,averagePrice
            zebra,B,-1.25,49.5
            ant,A,7,100
            """;

    private final Path folder;

    ReferenceFixture(final Path folder) {
        this.folder = folder;
    }

    LoadedConfiguration loaded() {
        try {
            Files.writeString(folder.resolve("i.csv"), instruments);
            Files.writeString(folder.resolve("t.csv"), ticks);
            Files.writeString(folder.resolve("c.csv"), calendar);
            Files.writeString(folder.resolve("p.csv"), positions);
            final Path file = Files.writeString(folder.resolve("t.conf"), configuration);
            return ConfigurationLoader.load(file, Map.of(), List.of(), OptionalLong.empty());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ReferenceData load() {
        return ReferenceData.load(loaded());
    }

    /** The problems of loading, with DIR for the folder. */
    List<String> shown(final List<String> problems) {
        return problems.stream()
                .map(problem -> problem.replace(folder.toString(), "DIR"))
                .toList();
    }
}
