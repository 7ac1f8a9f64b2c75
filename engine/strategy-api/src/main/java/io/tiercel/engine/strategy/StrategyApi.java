package io.tiercel.engine.strategy;

/** Which API this is. */
public final class StrategyApi {
    /**
     * Raised when a strategy that was compiled against the API before might not run as it did. A jar says what it was
     * compiled against as {@value #MANIFEST_KEY} in its manifest.
     */
    public static final int VERSION = 1;

    /** The manifest's key for the version. */
    public static final String MANIFEST_KEY = "Tiercel-Strategy-Api";

    private StrategyApi() {}
}
