package dev.darkroom.cli.validation;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.errors.SourceFault;
import dev.darkroom.fetch.AddressPolicy;
import dev.darkroom.fetch.FetchPolicy;
import dev.darkroom.io.LocalPictureReference;
import dev.darkroom.io.PictureAddress;
import dev.darkroom.jobfile.rules.LookRules;
import dev.darkroom.jobfile.rules.LookRules.LookMode;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.preparation.RowPreparer;
import dev.darkroom.models.RequestInput;
import dev.darkroom.models.SourceCheck;
import dev.darkroom.models.SourceKnowledge;
import dev.darkroom.models.SourceTraits;
import dev.darkroom.sourcelook.LookPass;
import dev.darkroom.sourcelook.LookProgress;
import dev.darkroom.sourcelook.LookedSources;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks at the sources of a manifest's rows and reports what it saw: each source once, in the manifest's order, and what the
 * job rejects with each of its rows. Used by one thread.
 */
public final class SourceLookReport {

    /** What a run may go on with, though the model may make less of it. */
    private static final Map<String, String> UNUSUAL = Map.of(
            "cmyk", "is in the colours of print, CMYK, of which a model may make others",
            "animated", "is animated, of which a model takes one frame, or none");

    /** What begins as a picture, and may be one. */
    private static final Set<SourceFault> DOUBTS = Set.of(SourceFault.TOO_LARGE, SourceFault.UNREADABLE);

    private final LookPass pass;
    private final LookRules rules;
    private final boolean asksHosts;
    private final boolean samplesKnown;
    private final FindingReporter findings;
    private final LookProgress progress;
    private final Set<String> told = new HashSet<>();
    private LookedSources seen = new LookedSources();
    private long unreachable;
    private long unchecked;
    private long begun;
    private long warnings;

    /**
     * @param rules the job's
     * @param asksHosts whether hosts are asked, and not this disk alone
     * @param samplesKnown whether the service is the simulator in this process, which has the sample catalog's pictures itself
     */
    public SourceLookReport(
            LookPass pass,
            LookRules rules,
            boolean asksHosts,
            boolean samplesKnown,
            FindingReporter findings,
            LookProgress progress) {
        this.pass = pass;
        this.rules = rules;
        this.asksHosts = asksHosts;
        this.samplesKnown = samplesKnown;
        this.findings = findings;
        this.progress = progress;
    }

    /**
     * Looks at the sources, and returns a preparer that judges rows by them as a run would.
     *
     * @param rows how many rows of the manifest count
     */
    RowPreparer look(Manifest manifest, long rows, RowPreparer preparer) throws IOException, InterruptedException {
        seen = asksHosts
                ? pass.lookAgain(manifest, rows, preparer, this::isAsked, progress)
                        .sources()
                : pass.lookAtFiles(manifest, rows, preparer);
        SourceKnowledge known = isLookedAtByRuns() ? new SidesAndRejectedFaults() : new LookedSources();
        return preparer.with(new SourceCheck(known, rules.rules()));
    }

    /**
     * Returns what a row's finding is here: nobody knows a size like the source's yet if hosts are not asked.
     *
     * @param problem as a run would have it that saw what was seen here
     */
    InputProblem toldHere(InputProblem problem) {
        if (!problem.code().equals(ErrorCode.SIZE_UNKNOWN.code())) {
            return problem;
        }
        if (!isLookedAtByRuns()) {
            return with(problem, problem.message(), "Set sources.look to auto or always", problem.warning());
        }
        return asksHosts
                ? problem
                : with(
                        problem,
                        "image_size is like-source, and what is sent is known once the sources are looked at",
                        "See it by plan, or by validate --check-urls",
                        true);
    }

    private static InputProblem with(InputProblem problem, String message, String remedy, boolean warning) {
        return new InputProblem(
                problem.file(), problem.line(), problem.column(), problem.code(), message, remedy, warning);
    }

    /**
     * Reports what was seen of a row's sources that were in no row before.
     *
     * @param preparer which knows nothing of sources: a row that is rejected for one may have others
     */
    void row(ManifestRow row, RowPreparer preparer, String file) {
        ObjectNode input = asksHosts || !seen.isEmpty() ? preparer.prepare(row).input() : null;
        if (input == null) {
            return;
        }
        for (String picture : new RequestInput(input).pictures()) {
            boolean local = LocalPictureReference.isOne(picture);
            if (!(local || (asksHosts && !isSample(picture))) || !told.add(LocalPictureReference.identity(picture))) {
                continue;
            }
            if (!local) {
                address(picture, row.line(), file);
            }
            unusual(picture, row.line(), file);
        }
    }

    /** Returns the sum. */
    CheckedUrls sum() {
        return new CheckedUrls(begun, unreachable, unchecked, warnings);
    }

    /** Counts the sources by what is out of the ordinary with them. */
    Map<String, Long> traits() {
        return seen.counts().traits();
    }

    private void address(String url, long line, String file) {
        SourceTraits source = seen.of(url);
        if (!AddressPolicy.hasPlainHost(url)) {
            unchecked(
                    line,
                    file,
                    url + " was not asked for: its host's name " + PictureAddress.host(url)
                            + " holds a character, such as _, with which Darkroom cannot look it up",
                    "See that it opens in a browser; in the report the source will be missing");
        } else if (source == null) {
            unchecked(
                    line,
                    file,
                    url + " was not checked: its host asked for a pause, or all took too long",
                    "Validate again later");
        } else {
            checked(url, source, line, file);
        }
    }

    private void checked(String url, SourceTraits source, long line, String file) {
        SourceFault fault = source.fault();
        boolean doubt = fault != null && DOUBTS.contains(fault);
        if (fault == null || doubt) {
            begun++;
        } else {
            unreachable++;
        }
        if (fault != null && !isRejected(fault)) {
            report(line, file, fault.code(), url + " " + source.message(), source.remedy(), doubt);
        }
    }

    private void unchecked(long line, String file, String message, String remedy) {
        unchecked++;
        report(line, file, ErrorCode.URL_NOT_CHECKED, message, remedy, true);
    }

    private void unusual(String picture, long line, String file) {
        LocalPictureReference local = LocalPictureReference.parse(picture);
        for (String trait : seen.traits(picture)) {
            String message = UNUSUAL.get(trait);
            if (message != null) {
                String name = local == null ? picture : local.path();
                String remedy = trait.equals("cmyk") ? "Export it as RGB" : "Export the frame that is meant";
                report(line, file, ErrorCode.SOURCE_UNUSUAL, name + " " + message, remedy, true);
            }
        }
    }

    private void report(long line, String file, ErrorCode code, String message, String remedy, boolean warning) {
        warnings += warning ? 1 : 0;
        findings.ofRow(new InputProblem(file, line, null, code, message, remedy, warning));
    }

    private boolean isAsked(String url) {
        return !isSample(url) && AddressPolicy.hasPlainHost(url);
    }

    private boolean isSample(String url) {
        return samplesKnown && FetchPolicy.SAMPLE_HOST.equals(PictureAddress.host(url));
    }

    private boolean isLookedAtByRuns() {
        return rules.look() != LookMode.NEVER;
    }

    /** Returns whether each row with the fault is found at fault for it. */
    private boolean isRejected(SourceFault fault) {
        return isLookedAtByRuns() && rules.rules().reject().contains(fault);
    }

    /** Keeps back the faults that are told of an address once, and not of each row. */
    private final class SidesAndRejectedFaults implements SourceKnowledge {

        @Override
        public boolean looks() {
            return true;
        }

        @Override
        public @Nullable SourceTraits of(String address) {
            SourceTraits source = seen.of(address);
            SourceFault fault = source == null ? null : source.fault();
            return source == null || fault == null || isRejected(fault)
                    ? source
                    : new SourceTraits(null, "", "", source.width(), source.height(), source.bytes());
        }
    }
}
