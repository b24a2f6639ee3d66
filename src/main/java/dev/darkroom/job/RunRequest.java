package dev.darkroom.job;

import dev.darkroom.api.ApiToken;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.step.RunScope;
import dev.darkroom.submit.PurchaseConfirmation;
import dev.darkroom.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * A run as the user requests it.
 *
 * @param job what to do
 * @param workspace where it is recorded; its lock is held by the caller
 * @param token the account's, null if none was given
 * @param startNew whether another run begins even if there is one to resume
 * @param resume the run to resume, null to find it by the job
 * @param confirmation confirms many purchases before they are made
 * @param observer sees the run's progress
 * @param stop the user's wish to stop
 * @param scope how much of the run is done
 */
public record RunRequest(
        JobSpec job,
        Workspace workspace,
        @Nullable ApiToken token,
        boolean startNew,
        @Nullable String resume,
        PurchaseConfirmation confirmation,
        RunObserver observer,
        StopSwitch stop,
        RunScope scope) {

    /** The whole run. */
    public RunRequest(
            JobSpec job,
            Workspace workspace,
            @Nullable ApiToken token,
            boolean startNew,
            @Nullable String resume,
            PurchaseConfirmation confirmation,
            RunObserver observer,
            StopSwitch stop) {
        this(job, workspace, token, startNew, resume, confirmation, observer, stop, RunScope.ALL);
    }
}
