package dev.darkroom.api;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import tools.jackson.databind.json.JsonMapper;

/** The real client with a deadline that a test can wait for. */
public final class Impatient {

    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private Impatient() {}

    public static ImageService client(URI base, Token token, InstantSource clock) {
        HttpImageService.Deadlines deadlines = new HttpImageService.Deadlines(DEADLINE, DEADLINE, DEADLINE);
        return new HttpImageService(ServiceProfiles.at(base), base, token, JsonMapper.shared(), clock, deadlines);
    }
}
