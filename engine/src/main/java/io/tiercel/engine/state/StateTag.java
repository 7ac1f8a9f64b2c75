package io.tiercel.engine.state;

/** What stands before each value in a {@link StateBuffer}. */
final class StateTag {
    static final byte SECTION = 1;
    static final byte BOOLEAN = 2;
    static final byte INT = 3;
    static final byte LONG = 4;
    static final byte DOUBLE = 5;
    static final byte TEXT = 6;

    private static final String[] NAMES = {"nothing", "section", "boolean", "int", "long", "double", "text"};

    private StateTag() {}

    static String name(final byte tag) {
        return tag > 0 && tag < NAMES.length ? NAMES[tag] : "unknown tag " + tag;
    }
}
