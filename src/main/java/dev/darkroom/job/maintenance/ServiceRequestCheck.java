package dev.darkroom.job.maintenance;

import dev.darkroom.api.ApiToken;
import dev.darkroom.api.JobResponse;
import dev.darkroom.api.ServiceConnector;
import dev.darkroom.job.ServiceAccess;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Polls the run's own service, once, for the state of the request: only its clear no is one. Where it cannot be
 * reached, or says nothing of the request, the user's word counts, and the user is told so.
 */
public final class ServiceRequestCheck implements RequestCheck {

    private static final int FORBIDDEN = 403;

    private final InstantSource clock;
    private final JsonMapper json;
    private final Function<JobSpec, Optional<ApiToken>> tokens;
    private final Consumer<String> warnings;

    /**
     * @param tokens the account's token for a job's service, if the user has given one
     * @param warnings told why a request could not be checked
     */
    public ServiceRequestCheck(
            InstantSource clock,
            JsonMapper json,
            Function<JobSpec, Optional<ApiToken>> tokens,
            Consumer<String> warnings) {
        this.clock = clock;
        this.json = json;
        this.tokens = tokens;
        this.warnings = warnings;
    }

    @Override
    public void check(Workspace workspace, Path file, String requestId) throws IOException {
        JobSpec job = JobFile.read(file, JobOverrides.NONE, Map.of());
        Optional<ApiToken> token = tokens.apply(job);
        if (token.isEmpty()) {
            warn(requestId, "there is no token for " + job.api().identity());
            return;
        }
        JobResponse response = poll(job, workspace, token.get(), requestId);
        if (response instanceof JobResponse.RequestGone gone) {
            throw new SettlementException(refusal(job, gone, requestId));
        }
        String doubt = doubt(response);
        if (doubt != null) {
            warn(requestId, doubt);
        }
    }

    private JobResponse poll(JobSpec job, Workspace workspace, ApiToken token, String requestId) throws IOException {
        try (ServiceAccess service = ServiceAccess.open(job, workspace, token, clock)) {
            return service.connect(new ServiceConnector(json, clock)).status(requestId);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the service was asked for " + requestId);
        }
    }

    /** Returns the refusal's message. Another account's request must not be taken for one that was never submitted. */
    private static String refusal(JobSpec job, JobResponse.RequestGone gone, String requestId) {
        String said = " (" + gone.code() + ": " + gone.message() + "): ";
        if (job.api().profile().errors().statusOf(gone.code()).orElse(0) == FORBIDDEN) {
            return "the request " + requestId + " is another account's" + said
                    + "copy it again from the usage page, or give the token of the account that made it";
        }
        return "the service does not know the request " + requestId + said
                + "copy it again from the usage page, or say not-submitted";
    }

    /** Returns why the answer says nothing of the request, null if it does. */
    private static @Nullable String doubt(JobResponse response) {
        if (response instanceof JobResponse.PollAccountRefused refused) {
            return "the service refuses the token (" + refused.code() + ": " + refused.message() + ")";
        }
        if (response instanceof JobResponse.JobUnclear unclear) {
            return "the service gave no usable answer (" + unclear.message() + ")";
        }
        return response instanceof JobResponse.PollThrottled
                ? "the service has too many questions to answer (429)"
                : null;
    }

    private void warn(String requestId, String why) {
        warnings.accept("the request " + requestId + " could not be checked: " + why
                + ". Compare it with the usage page: a mistyped one is bought again later");
    }
}
