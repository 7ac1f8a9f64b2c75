package io.tiercel.engine.boot;

import io.tiercel.engine.boot.reference.EngineCode;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "tiercel " + EngineCode.runningVersion() + " (Java " + Runtime.version() + ", "
                    + System.getProperty("os.arch") + ")"
        };
    }
}
