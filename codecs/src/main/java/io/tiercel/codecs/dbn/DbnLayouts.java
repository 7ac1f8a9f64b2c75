package io.tiercel.codecs.dbn;

import io.tiercel.codecs.layout.Field;
import io.tiercel.codecs.layout.RecordLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Every field of the records of each version, by the encoding's names: for tools. Fields lie one behind the other, so a
 * record's layout is a list of names and kinds: p a price, t a time, u and i whole numbers with so many bytes, s a text
 * with so many, c a character, x bytes that are reserved. Levels are numbered as in the vendor's tables.
 */
public final class DbnLayouts {
    public static final int VERSIONS = 3;

    private static final int TYPES = 256;
    private static final int PRICE_SCALE = 9;
    private static final int LEVELS = 10;
    private static final RecordLayout[][] LAYOUTS = new RecordLayout[VERSIONS + 1][TYPES];

    private static final String TRADE =
            "price p,size u4,action c,side c,flags u1,depth u1,ts_recv t,ts_in_delta i4," + "sequence u4";
    private static final String OHLCV = "open p,high p,low p,close p,volume u8";
    private static final String DEFINITION_PRICES = "ts_recv t,min_price_increment p,display_factor p,expiration t,"
            + "activation t,high_limit_price p,low_limit_price p,max_price_variation p";
    private static final String DEFINITION_DEPTHS = "market_depth_implied i4,market_depth i4,market_segment_id u4,"
            + "max_trade_vol u4,min_lot_size i4,min_lot_size_block i4,min_lot_size_round_lot i4,min_trade_vol u4";
    private static final String CURRENCIES = "currency s4,settl_currency s4,secsubtype s6";
    private static final String UNDERLYING =
            "cfi s7,security_type s7,unit_of_measure s31,underlying s21," + "strike_price_currency s4";
    private static final String MATURITY = "maturity_month u1,maturity_day u1,maturity_week u1,"
            + "user_defined_instrument c,contract_multiplier_unit i1,flow_schedule_type i1,tick_rule u1";
    private static final String STATUSES = "match_algorithm c,md_security_trading_status u1,main_fraction u1,"
            + "price_display_format u1,settl_price_type u1,sub_fraction u1,underlying_product u1,"
            + "security_update_action c";
    private static final String STATISTIC = "stat_type u2,channel_id u2,update_action u1,stat_flags u1";

    static {
        for (int version = 1; version <= VERSIONS; version++) {
            market(version);
            gateway(version);
        }
        definitions();
        statistics();
    }

    private DbnLayouts() {}

    /** Null for a type that is not known. */
    public static RecordLayout of(final int version, final int type) {
        return LAYOUTS[version][type];
    }

    private static void market(final int version) {
        put(
                version,
                DbnType.MBO,
                "mbo",
                "order_id u8,price p,size u4,flags u1,channel_id u1,action c,side c,ts_recv t,ts_in_delta i4,"
                        + "sequence u4");
        put(version, DbnType.TRADE, "trade", TRADE);
        put(version, DbnType.MBP_1, "mbp-1", TRADE + levels(1));
        put(version, DbnType.MBP_10, "mbp-10", TRADE + levels(LEVELS));
        final String sampled = "price p,size u4,_ x1,side c,flags u1,_ x1,ts_recv t,_ x4,sequence u4" + levels(1);
        put(version, DbnType.BBO_1S, "bbo-1s", sampled);
        put(version, DbnType.BBO_1M, "bbo-1m", sampled);
        put(version, DbnType.OHLCV_DEPRECATED, "ohlcv", OHLCV);
        put(version, DbnType.OHLCV_1S, "ohlcv-1s", OHLCV);
        put(version, DbnType.OHLCV_1M, "ohlcv-1m", OHLCV);
        put(version, DbnType.OHLCV_1H, "ohlcv-1h", OHLCV);
        put(version, DbnType.OHLCV_1D, "ohlcv-1d", OHLCV);
        put(version, DbnType.OHLCV_EOD, "ohlcv-eod", OHLCV);
        put(
                version,
                DbnType.STATUS,
                "status",
                "ts_recv t,action u2,reason u2,trading_event u2,is_trading c,is_quoting c,is_short_sell_restricted c,"
                        + "_ x7");
        put(
                version,
                DbnType.IMBALANCE,
                "imbalance",
                "ts_recv t,ref_price p,auction_time t,cont_book_clr_price p,auct_interest_clr_price p,"
                        + "ssr_filling_price p,ind_match_price p,upper_collar p,lower_collar p,paired_qty u4,"
                        + "total_imbalance_qty u4,market_imbalance_qty u4,unpaired_qty u4,auction_type c,side c,"
                        + "auction_status u1,freeze_status u1,num_extensions u1,unpaired_side c,"
                        + "significant_imbalance c,_ x1");
    }

    private static void gateway(final int version) {
        final boolean first = version == 1;
        put(version, DbnType.ERROR, "error", first ? "err s64" : "err s302,code u1,is_last u1");
        put(version, DbnType.SYSTEM, "system", first ? "msg s64" : "msg s303,code u1");
        put(
                version,
                DbnType.SYMBOL_MAPPING,
                "symbol_mapping",
                first
                        ? "stype_in_symbol s22,stype_out_symbol s22,_ x4,start_ts t,end_ts t"
                        : "stype_in u1,stype_in_symbol s71,stype_out u1,stype_out_symbol s71,start_ts t,end_ts t");
    }

    private static void definitions() {
        final String venue = "group s21,exchange s5,asset s7,";
        put(
                1,
                DbnType.DEFINITION,
                "definition",
                DEFINITION_PRICES + ",trading_reference_price p,unit_of_measure_qty p,min_price_increment_amount p,"
                        + "price_ratio p,inst_attrib_value i4,underlying_id u4,raw_instrument_id u4,"
                        + DEFINITION_DEPTHS
                        + ",_ x4,contract_multiplier i4,decay_quantity i4,original_contract_size i4,_ x4,"
                        + "trading_reference_date u2,appl_id i2,maturity_year u2,decay_start_date u2,channel_id u2,"
                        + CURRENCIES + ",raw_symbol s22," + venue + UNDERLYING
                        + ",instrument_class c,_ x2,strike_price p,_ x6," + STATUSES + "," + MATURITY + ",_ x3");
        put(
                2,
                DbnType.DEFINITION,
                "definition",
                DEFINITION_PRICES + ",trading_reference_price p,unit_of_measure_qty p,min_price_increment_amount p,"
                        + "price_ratio p,strike_price p,inst_attrib_value i4,underlying_id u4,raw_instrument_id u4,"
                        + DEFINITION_DEPTHS
                        + ",contract_multiplier i4,decay_quantity i4,original_contract_size i4,"
                        + "trading_reference_date u2,appl_id i2,maturity_year u2,decay_start_date u2,channel_id u2,"
                        + CURRENCIES + ",raw_symbol s71," + venue + UNDERLYING + ",instrument_class c," + STATUSES
                        + "," + MATURITY + ",_ x10");
        put(
                3,
                DbnType.DEFINITION,
                "definition",
                DEFINITION_PRICES + ",unit_of_measure_qty p,min_price_increment_amount p,price_ratio p,"
                        + "strike_price p,raw_instrument_id u8,leg_price p,leg_delta p,inst_attrib_value i4,"
                        + "underlying_id u4," + DEFINITION_DEPTHS
                        + ",contract_multiplier i4,decay_quantity i4,original_contract_size i4,leg_instrument_id u4,"
                        + "leg_ratio_price_numerator i4,leg_ratio_price_denominator i4,leg_ratio_qty_numerator i4,"
                        + "leg_ratio_qty_denominator i4,leg_underlying_id u4,appl_id i2,maturity_year u2,"
                        + "decay_start_date u2,channel_id u2,leg_count u2,leg_index u2," + CURRENCIES
                        + ",raw_symbol s71,group s21,exchange s5,asset s11," + UNDERLYING
                        + ",leg_raw_symbol s71,instrument_class c,match_algorithm c,main_fraction u1,"
                        + "price_display_format u1,sub_fraction u1,underlying_product u1,security_update_action c,"
                        + MATURITY + ",leg_instrument_class c,leg_side c,_ x17");
    }

    private static void statistics() {
        final String begin = "ts_recv t,ts_ref t,price p,";
        for (int version = 1; version <= 2; version++) {
            put(
                    version,
                    DbnType.STATISTICS,
                    "statistics",
                    begin + "quantity q4,sequence u4,ts_in_delta i4," + STATISTIC + ",_ x6");
        }
        put(
                3,
                DbnType.STATISTICS,
                "statistics",
                begin + "quantity q8,sequence u4,ts_in_delta i4," + STATISTIC + ",_ x18");
    }

    private static String levels(final int count) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            final String number = String.format(Locale.ROOT, "%02d", i);
            text.append(",bid_px_")
                    .append(number)
                    .append(" p,ask_px_")
                    .append(number)
                    .append(" p");
            for (final String name : List.of("bid_sz", "ask_sz", "bid_ct", "ask_ct")) {
                text.append(',').append(name).append('_').append(number).append(" u4");
            }
        }
        return text.toString();
    }

    private static void put(final int version, final int type, final String name, final String list) {
        final List<Field> fields = new ArrayList<>();
        int offset = 1;
        for (final String entry : ("rtype u1,publisher_id u2,instrument_id u4,ts_event t," + list).split(",")) {
            final int space = entry.indexOf(' ');
            final Field field = field(entry.substring(0, space), entry.substring(space + 1), offset);
            offset += field == null ? Integer.parseInt(entry.substring(space + 2)) : field.length();
            if (field != null) {
                fields.add(field);
            }
        }
        LAYOUTS[version][type] = new RecordLayout(name, offset, ByteOrder.LITTLE_ENDIAN, List.copyOf(fields));
    }

    /** Null for what is reserved. */
    private static Field field(final String name, final String kind, final int offset) {
        final int length = kind.length() > 1 ? Integer.parseInt(kind.substring(1)) : Long.BYTES;
        return switch (kind.charAt(0)) {
            case 'p' -> Field.decimal(name, offset, Long.BYTES, PRICE_SCALE).orNone(DbnFlyweight.NO_PRICE);
            case 't' -> Field.unsigned(name, offset, Long.BYTES).orNone(DbnFlyweight.NO_TIME);
            case 'q' ->
                Field.signed(name, offset, length).orNone(length == Long.BYTES ? Long.MAX_VALUE : Integer.MAX_VALUE);
            case 'u' -> Field.unsigned(name, offset, length);
            case 'i' -> Field.signed(name, offset, length);
            case 's' -> Field.text(name, offset, length);
            case 'c' -> Field.character(name, offset);
            default -> null;
        };
    }
}
