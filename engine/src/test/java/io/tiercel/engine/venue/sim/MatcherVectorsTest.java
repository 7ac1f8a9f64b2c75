package io.tiercel.engine.venue.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Cases of another matching engine's tests: what rests after each step. */
class MatcherVectorsTest {
    private static final String FILE = "shared/data/matching/cpptrader-matching-vectors.json";
    private static final long SLIPPAGE_NONE = -1;

    @TestFactory
    List<DynamicTest> shouldMatchAsPublishedCasesSay() {
        final Path file = find();
        Assumptions.assumeTrue(file != null, "skipped: ../" + FILE + " is not there");
        final List<DynamicTest> tests = new ArrayList<>();
        for (final Config testCase : ConfigFactory.parseFile(file.toFile()).getConfigList("cases")) {
            if (isSupported(testCase)) {
                tests.add(DynamicTest.dynamicTest(testCase.getString("case"), () -> run(testCase)));
            }
        }
        assertTrue(tests.size() >= 5, "only " + tests.size() + " cases are understood");
        return tests;
    }

    private static Path find() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            final Path file = folder.resolve(FILE);
            if (Files.exists(file)) {
                return file;
            }
        }
        return null;
    }

    private static boolean isSupported(final Config testCase) {
        boolean matching = false;
        for (final Config step : testCase.getConfigList("steps")) {
            final String name = step.hasPath("op") ? step.getString("op") : step.getString("check");
            matching |= name.equals("EnableMatching");
            final boolean known = List.of(
                            "EnableMatching",
                            "add",
                            "ReplaceOrder",
                            "ModifyOrder",
                            "DeleteOrder",
                            "BookOrders",
                            "BookVolume")
                    .contains(name);
            if (!known || !hasKnownTerms(step)) {
                return false;
            }
        }
        return matching;
    }

    private static boolean hasKnownTerms(final Config step) {
        if (!step.hasPath("type")) {
            return true;
        }
        final String type = step.getString("type");
        final List<String> values = step.getStringList("args");
        final boolean limit = type.endsWith("Limit") && !type.contains("Stop");
        final boolean market = type.endsWith("Market");
        return (limit && values.size() <= 5 && !values.get(values.size() - 1).contains("AON")) || market;
    }

    private static void run(final Config testCase) {
        final Matcher matcher = new Matcher(256, 128, new RecordingMatchListener());
        int index = 0;
        for (final Config step : testCase.getConfigList("steps")) {
            final String context = testCase.getString("case") + ", step " + index++ + ": "
                    + step.root().unwrapped();
            if (step.hasPath("check")) {
                final boolean orders = step.getString("check").equals("BookOrders");
                assertEquals(step.getLong("bid"), total(matcher, Side.BUY, orders), context);
                assertEquals(step.getLong("ask"), total(matcher, Side.SELL, orders), context);
            } else if (!step.getString("op").equals("EnableMatching")) {
                apply(matcher, step.getString("op"), step);
            }
        }
    }

    private static void apply(final Matcher matcher, final String operation, final Config step) {
        final List<String> values = step.getStringList("args");
        switch (operation) {
            case "DeleteOrder" -> matcher.cancel(number(values, 0));
            case "ReplaceOrder" -> replace(matcher, values);
            // id, new price, new quantity
            case "ModifyOrder" -> {
                final long id = number(values, 0);
                matcher.replace(id, id, 0, number(values, 1), number(values, 2));
            }
            default -> add(matcher, step.getString("type"), values);
        }
    }

    /** With "id, new id, new price, new quantity", or with another order in place of the old one. */
    private static void replace(final Matcher matcher, final List<String> values) {
        if (values.get(1).startsWith("Order::")) {
            matcher.cancel(number(values, 0));
            final String type = values.get(1).replaceAll("Order::|\\(.*", "");
            add(matcher, type, values.subList(1, values.size()));
        } else {
            matcher.replace(number(values, 0), number(values, 1), 0, number(values, 2), number(values, 3));
        }
    }

    private static void add(final Matcher matcher, final String type, final List<String> values) {
        final Side side = type.startsWith("Buy") ? Side.BUY : Side.SELL;
        final long id = number(values, 0);
        if (type.endsWith("Limit")) {
            final String term = values.size() > 4 ? values.get(4) : "";
            final TimeInForce timeInForce =
                    term.endsWith("IOC") ? TimeInForce.IOC : term.endsWith("FOK") ? TimeInForce.FOK : TimeInForce.GTC;
            matcher.submit(id, 0, side, OrderType.LIMIT, timeInForce, false, number(values, 2), number(values, 3));
            return;
        }
        final long quantity = number(values, 2);
        final long slippage = values.size() > 3 ? number(values, 3) : SLIPPAGE_NONE;
        final long best = matcher.bestPriceNanos(side == Side.BUY ? Side.SELL : Side.BUY);
        if (slippage == SLIPPAGE_NONE || best == Matcher.NO_PRICE) {
            matcher.submit(id, 0, side, OrderType.MARKET, TimeInForce.IOC, false, 0, quantity);
        } else {
            // A market order that accepts so much is a limit order that far from the best price.
            final long limit = side == Side.BUY ? best + slippage : best - slippage;
            matcher.submit(id, 0, side, OrderType.LIMIT, TimeInForce.IOC, false, limit, quantity);
        }
    }

    private static long total(final Matcher matcher, final Side side, final boolean orders) {
        long total = 0;
        for (int level = 0; level < matcher.levelCount(side); level++) {
            total += orders ? matcher.levelOrderCount(side, level) : matcher.levelQuantity(side, level);
        }
        return total;
    }

    private static long number(final List<String> values, final int index) {
        return Long.parseLong(values.get(index).replaceAll("[^0-9-]", ""));
    }
}
