package io.tiercel.engine.boot.strategies;

/**
 * One place in a jar that a strategy may not have.
 *
 * @param place  class, method and line as a compiler would write them
 * @param what   is used or done there
 * @param remedy what to do instead
 */
record Finding(String place, String what, String remedy) {
    /** @param line 0 when the jar does not say */
    static Finding at(
            final String internalName, final String method, final int line, final String what, final String remedy) {
        final String member = method.isEmpty() ? "" : "." + method;
        final String number = line > 0 ? ":" + line : "";
        return new Finding(JavaNames.of(internalName) + member + number, what, remedy);
    }

    @Override
    public String toString() {
        return place + ": " + what + "; " + remedy;
    }
}
