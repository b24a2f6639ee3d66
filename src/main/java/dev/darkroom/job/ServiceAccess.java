package dev.darkroom.job;

import dev.darkroom.api.ApiToken;
import dev.darkroom.api.ImageService;
import dev.darkroom.api.ServiceConnector;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.jobfile.ServiceAddress;
import dev.darkroom.simulator.ServiceSimulator;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The service a run talks to: one at an address, or the simulator, which runs while this is open.
 *
 * @param base the address
 * @param token the token that is sent with requests
 * @param loopback whether it is on this machine
 * @param simulator the simulator, null for a service elsewhere
 */
public record ServiceAccess(
        URI base,
        ApiToken token,
        boolean loopback,
        @Nullable ServiceSimulator simulator) implements AutoCloseable {

    public static ServiceAccess open(JobSpec job, Workspace workspace, @Nullable ApiToken token, InstantSource clock)
            throws IOException {
        ServiceAddress service = job.api();
        URI base = service.base();
        if (base != null) {
            return new ServiceAccess(base, Objects.requireNonNull(token, "token is null"), service.loopback(), null);
        }
        ServiceSimulator simulator = ServiceSimulator.start(job.simulator(), workspace.simulator(), 0, clock);
        return new ServiceAccess(simulator.base(), new ApiToken(ServiceSimulator.TOKEN), true, simulator);
    }

    public ImageService connect(ServiceConnector connector) {
        return connector.connect(base, token);
    }

    @Override
    public void close() throws IOException {
        if (simulator != null) {
            simulator.close();
        }
    }
}
