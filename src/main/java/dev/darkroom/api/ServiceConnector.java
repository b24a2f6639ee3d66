package dev.darkroom.api;

import java.net.URI;
import java.time.InstantSource;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** Connects to services: whoever talks to one over HTTP got it here. Thread-safe. */
public final class ServiceConnector {

    private final JsonMapper json;
    private final InstantSource clock;

    /** @param clock our time, for answers that tell when to come back and not what time it is */
    public ServiceConnector(JsonMapper json, InstantSource clock) {
        this.json = Objects.requireNonNull(json, "json is null");
        this.clock = Objects.requireNonNull(clock, "clock is null");
    }

    /**
     * Returns the service at an address; nothing is sent yet.
     *
     * @param base whose host decides the vendor
     * @param token sent to this base alone, and to the vendor's own balance host if the base is the vendor's
     */
    public ImageService connect(URI base, ApiToken token) {
        return new HttpImageService(ServiceProfiles.at(base), base, token, json, clock);
    }
}
