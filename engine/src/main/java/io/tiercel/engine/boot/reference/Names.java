package io.tiercel.engine.boot.reference;

import java.util.regex.Pattern;

/** How things in reference data may be named. */
final class Names {
    static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,31}");
    static final String NAME_RULE = "a name; write a letter and at most 31 letters, digits, - or _";
    static final Pattern SYMBOL = Pattern.compile("[!-~&&[^\",]]{1,24}");
    static final String SYMBOL_RULE =
            "a symbol; write 1 to 24 printable ASCII characters without space, comma and quotes";
    static final Pattern CURRENCY = Pattern.compile("[A-Z]{3,4}");
    static final String CURRENCY_RULE = "a currency; write its 3 or 4 capital letters, such as EUR";

    private Names() {}
}
