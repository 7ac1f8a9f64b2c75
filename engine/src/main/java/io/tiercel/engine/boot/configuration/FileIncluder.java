package io.tiercel.engine.boot.configuration;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import java.io.File;
import java.net.URL;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Includes files that stand beside the including one. What is missing is an error, not silence. */
final class FileIncluder implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    private static final int MAX_INCLUDES = 16;

    private final Path file;
    private final List<Path> chain;

    /** @param chain the files that led here, this one included */
    FileIncluder(final Path file, final List<Path> chain) {
        this.file = file;
        this.chain = chain;
    }

    @Override
    public ConfigIncluder withFallback(final ConfigIncluder fallback) {
        return this;
    }

    @Override
    public ConfigObject include(final ConfigIncludeContext context, final String what) {
        final Path included;
        try {
            included = file.resolveSibling(what);
        } catch (final InvalidPathException e) {
            throw new ConfigException.Generic(file + " includes " + Problems.quote(what) + ", which is not a path", e);
        }
        if (chain.contains(included.normalize()) || chain.size() == MAX_INCLUDES) {
            throw new ConfigException.Generic(
                    file + " includes " + included + " in a circle or too deeply; remove that line");
        }
        final List<Path> longer = new ArrayList<>(chain);
        longer.add(included.normalize());
        return HoconReader.parse(included, HoconReader.text(included), new FileIncluder(included, longer))
                .root();
    }

    @Override
    public ConfigObject includeFile(final ConfigIncludeContext context, final File what) {
        return include(context, what.getPath());
    }

    @Override
    public ConfigObject includeURL(final ConfigIncludeContext context, final URL what) {
        throw new ConfigException.Generic(file + " includes a URL; include a file instead");
    }

    @Override
    public ConfigObject includeResources(final ConfigIncludeContext context, final String what) {
        throw new ConfigException.Generic(file + " includes from the class path; include a file instead");
    }
}
