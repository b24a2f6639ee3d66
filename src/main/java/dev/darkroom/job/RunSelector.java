package dev.darkroom.job;

import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.runs.OtherRuns;
import dev.darkroom.runs.RunFolder;
import dev.darkroom.runs.StagedRun;
import java.io.IOException;
import java.time.InstantSource;
import tools.jackson.databind.json.JsonMapper;

/** Finds the run to resume or begins another, once the ledger knows all that the other runs' journals say. */
final class RunSelector {

    private final InstantSource wall;
    private final JsonMapper json;

    RunSelector(InstantSource wall, JsonMapper json) {
        this.wall = wall;
        this.json = json;
    }

    /** @throws ManifestException if the run would now send something else, or its output directory is another's */
    SelectedRun select(RunRequest request, OpenWorkspace workspace, PreparedJob prepared) throws IOException {
        RunStore runs = workspace.runs();
        OtherRuns others = new OtherRuns(workspace.place(), workspace.dataSource(), wall, json);
        others.catchUpFinished(runs);
        RunChoice choice = choose(request, workspace, prepared);
        RunRecord known = choice.run();
        others.catchUp(runs.newestFirst().stream()
                .filter(run -> known == null || run.number() != known.number())
                .toList());
        if (known == null) {
            RunRecord begun =
                    new RunCreator(runs, wall, json).create(prepared, workspace.place(), workspace.dataSource());
            new RunFolder(workspace.place(), workspace.dataSource(), begun.id(), json).describe(begun);
            return new SelectedRun(choice.kind(), begun);
        }
        SelectedRun selected = new SelectedRun(choice.kind(), StagedRun.here(known, workspace.place()));
        RunFolder folder = new RunFolder(workspace.place(), workspace.dataSource(), known.id(), json);
        // The process that began it may have died just before this.
        if (!selected.isFinished() && !folder.isDescribed()) {
            folder.describe(known);
        }
        return selected;
    }

    private RunChoice choose(RunRequest request, OpenWorkspace workspace, PreparedJob prepared) {
        RunChooser chooser = new RunChooser(workspace.runs(), workspace.dataSource(), json);
        String resume = request.resume();
        if (resume != null) {
            RunRecord run = workspace.runs().find(resume).orElseThrow();
            return chooser.resume(run, request.job(), request.scope());
        }
        return request.startNew() ? RunChoice.begin() : chooser.choose(request.job(), prepared.survey());
    }
}
