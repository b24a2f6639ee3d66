package dev.darkroom.api;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import tools.jackson.databind.json.JsonMapper;

/** The real client with a deadline that a test can wait for. */
public final class ShortDeadlineService {

    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private ShortDeadlineService() {}

    public static ImageService client(URI base, ApiToken token, InstantSource clock) {
        HttpImageService.CallDeadlines deadlines = new HttpImageService.CallDeadlines(DEADLINE, DEADLINE, DEADLINE);
        return new HttpImageService(ServiceProfiles.at(base), base, token, JsonMapper.shared(), clock, deadlines);
    }
}
