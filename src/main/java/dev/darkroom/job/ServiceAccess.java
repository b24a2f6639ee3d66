package dev.darkroom.job;

import dev.darkroom.api.ImageService;
import dev.darkroom.api.ServiceConnector;
import dev.darkroom.api.Token;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.jobfile.Service;
import dev.darkroom.ledger.Workspace;
import dev.darkroom.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The service a run talks to: one at an address, or the simulator, which runs while this is open.
 *
 * @param base the address
 * @param token what it is asked with
 * @param loopback whether it is on this machine
 * @param simulator the simulator, null for a service elsewhere
 */
record ServiceAccess(
        URI base, Token token, boolean loopback, @Nullable Simulator simulator) implements AutoCloseable {

    static ServiceAccess open(JobSpec job, Workspace workspace, @Nullable Token token, InstantSource clock)
            throws IOException {
        Service service = job.api();
        URI base = service.base();
        if (base != null) {
            return new ServiceAccess(base, Objects.requireNonNull(token, "token is null"), service.loopback(), null);
        }
        Simulator simulator = Simulator.start(job.simulator(), workspace.simulator(), 0, clock);
        return new ServiceAccess(simulator.base(), new Token(Simulator.TOKEN), true, simulator);
    }

    ImageService connect(ServiceConnector connector) {
        return connector.connect(base, token);
    }

    @Override
    public void close() throws IOException {
        if (simulator != null) {
            simulator.close();
        }
    }
}
