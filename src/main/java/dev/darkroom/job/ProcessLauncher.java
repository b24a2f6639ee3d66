package dev.darkroom.job;

import dev.darkroom.api.HttpClients;
import dev.darkroom.api.ProxyRoutes;
import dev.darkroom.io.DiskFull;
import dev.darkroom.io.FailureText;
import dev.darkroom.jobfile.SubmitEnd;
import dev.darkroom.ledger.database.LedgerEngine;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunRecord.RunState;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.runs.RunFolder;
import dev.darkroom.runs.RunLog;
import dev.darkroom.step.RunContext;
import dev.darkroom.step.RunScope;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.json.JsonMapper;

/** Launches this process's part of a run, with the service and the run's log open around it. */
final class ProcessLauncher {

    private static final Logger log = LoggerFactory.getLogger(ProcessLauncher.class);

    private final InstantSource wall;
    private final MonotonicClock clock;
    private final JsonMapper json;
    private final ModelCatalog catalog;

    ProcessLauncher(InstantSource wall, MonotonicClock clock, JsonMapper json, ModelCatalog catalog) {
        this.wall = wall;
        this.clock = clock;
        this.json = json;
        this.catalog = catalog;
    }

    /** @param startedAt when this process took the run up */
    RunResult launch(
            RunRequest request, OpenWorkspace workspace, PreparedJob prepared, SelectedRun selected, Instant startedAt)
            throws IOException {
        RunRecord run = selected.run();
        HttpClients.prepare();
        try (ServiceAccess service = ServiceAccess.open(request.job(), workspace.place(), request.token(), wall);
                RunLog runLog = log(request, run)) {
            runLog.begins(run.id());
            tellOfBeginning(request, selected, startedAt);
            request.stop().begins();
            RunScope scope = scope(request, workspace, run);
            workspace.runs().running(run.number());
            try {
                RunContext context = context(request, workspace, prepared, run, scope, startedAt);
                return new RunProcess(context, service, request, wall, clock, json).run(workspace.runs());
            } catch (IOException | RuntimeException e) {
                recordFailure(e, run, workspace);
                throw e;
            }
        }
    }

    /** Records that the run is left, which would be taken for one that goes on while another process holds the workspace. */
    private void recordFailure(Exception failure, RunRecord run, OpenWorkspace workspace) {
        if (DiskFull.isCauseOf(failure) || LedgerEngine.isAway(failure)) {
            return;
        }
        String reason = StopReason.FAILURE.keyword() + ": " + FailureText.of(failure);
        try {
            workspace.runs().ended(run.number(), RunState.STOPPED, reason, ExitCode.DEFECT, wall.instant());
        } catch (DataAccessException unrecorded) {
            failure.addSuppressed(unrecorded);
        }
    }

    /**
     * Returns what is done of a run that may have a stop that stands, or be held back by another's: then no row is bought
     * again either, and the others are asked for.
     */
    private RunScope scope(RunRequest request, OpenWorkspace workspace, RunRecord run) {
        RunStops stops = new RunStops(workspace.place(), workspace.dataSource(), json, wall);
        stops.endIfPast(request.scope(), run);
        boolean stands = stops.standing(run.service(), run).isPresent();
        return stands && request.scope().limited() ? RunScope.ALL : request.scope();
    }

    private static RunLog log(RunRequest request, RunRecord run) throws IOException {
        try {
            return RunLog.open(run.output());
        } catch (IOException e) {
            throw UnwritableOutput.problem(request.job(), run.output(), e);
        }
    }

    private static void tellOfBeginning(RunRequest request, SelectedRun selected, Instant startedAt) {
        RunRecord run = selected.run();
        request.observer().begins(run.id(), run.output(), selected.goesOn());
        if (!request.job().rows().isAll()) {
            log.info("the run is the manifest's rows {}", request.job().rows().message());
        }
        URI service = request.job().api().base();
        String proxy = service == null ? null : ProxyRoutes.through(service);
        if (proxy != null) {
            log.info("calls go through the proxy {}", proxy);
            request.observer().proxied(proxy);
        }
        SubmitEnd.warning(request.job(), startedAt, ZoneId.systemDefault())
                .ifPresent(warning -> log.warn("{}", warning.asError()));
        SubmitEnd.of(request.job(), startedAt, ZoneId.systemDefault()).ifPresent(request.observer()::deadline);
    }

    private RunContext context(
            RunRequest request,
            OpenWorkspace workspace,
            PreparedJob prepared,
            RunRecord run,
            RunScope scope,
            Instant startedAt)
            throws IOException {
        return new RunContext(
                request.job(),
                run,
                workspace.place(),
                workspace.database(),
                new RunFolder(workspace.place(), workspace.dataSource(), run.id(), json)
                        .manifest(request.job(), run.manifest()),
                prepared.survey(),
                catalog.with(request.job().models()),
                prepared.preparer(),
                startedAt,
                scope);
    }
}
