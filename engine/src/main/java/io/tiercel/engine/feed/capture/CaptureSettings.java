package io.tiercel.engine.feed.capture;

import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import java.nio.file.Path;

/**
 * How a lane's captures are written.
 *
 * @param feed         its name, with which files begin
 * @param program      who writes, as files say it
 * @param fileBytes    a file that has so many is followed by the next one
 * @param reserveBytes that are left free on the disk
 * @param bounds       by which the lane judges its lines, as files say it
 */
public record CaptureSettings(
        Path folder, String feed, String program, long fileBytes, long reserveBytes, ArbitrationBounds bounds) {}
