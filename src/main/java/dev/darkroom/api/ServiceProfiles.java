package dev.darkroom.api;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists the services that are known. Another one of the same shape is another profile in this list. */
public final class ServiceProfiles {

    /** The one whose wire contract the simulator speaks too, and whatever stands before a vendor's service. */
    public static final ServiceProfile DEFAULT = RunComfyProfile.PROFILE;

    private static final List<ServiceProfile> ALL = List.of(DEFAULT);

    private ServiceProfiles() {}

    /**
     * Returns the profile of the vendor whose host it is, else the default.
     *
     * @param base the service's address, null for the simulator
     */
    public static ServiceProfile at(@Nullable URI base) {
        String host = base == null ? null : base.getHost();
        return host == null
                ? DEFAULT
                : ALL.stream().filter(profile -> profile.owns(host)).findFirst().orElse(DEFAULT);
    }

    /** Returns what an error number means where only the number was kept, as ledgers and results do. */
    public static Optional<ServiceError> meaningOf(String code) {
        return ALL.stream()
                .flatMap(profile -> profile.errors().meaningOf(code).stream())
                .findFirst();
    }
}
