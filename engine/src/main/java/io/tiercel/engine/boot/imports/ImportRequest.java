package io.tiercel.engine.boot.imports;

import java.nio.file.Path;
import java.util.List;

/**
 * What is to be imported.
 *
 * @param configuration the HOCON file; null for none
 * @param assignments   {@code key=value}, over the configuration
 * @param generated     instruments are those of the files, not those of the configuration
 * @param venue         whose instruments the files are about; empty where the configuration has only one
 * @param currency      of generated instruments
 * @param reading       the options that say how files are read, with what the files hold that they name
 * @param dayNs         a moment of the day that times of day are on, UTC; 0 when only the files know
 * @param maxBookOrders in each book whose handler keeps its orders
 * @param journal       new or empty; null for a new one in the configured folder
 */
public record ImportRequest(
        Path configuration,
        List<String> assignments,
        boolean generated,
        String venue,
        String currency,
        List<String> reading,
        long dayNs,
        int maxBookOrders,
        Path journal) {}
