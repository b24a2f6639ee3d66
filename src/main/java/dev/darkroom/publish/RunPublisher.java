package dev.darkroom.publish;

import dev.darkroom.bucket.BucketFolder;
import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.bucket.Buckets;
import dev.darkroom.io.NearestNameFinder;
import dev.darkroom.io.SafeText;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.jobfile.rules.PublishRules;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.manifest.CsvDialect;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.picture.MemoryBudget;
import dev.darkroom.publish.PublishPlan.PlannedPicture;
import dev.darkroom.publish.PublishRequest.PublishChoice;
import dev.darkroom.publish.PublishedLine.LineState;
import dev.darkroom.publish.finish.PictureFinisher;
import dev.darkroom.runs.CopyFolder;
import dev.darkroom.runs.LedgerReading;
import dev.darkroom.runs.OtherRuns;
import dev.darkroom.runs.RunFinder;
import dev.darkroom.runs.RunFolder;
import dev.darkroom.runs.StagedRun;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Publishes a run's pictures. The ledger is read first and let go: pictures may take hours, and the next run need not wait. */
public final class RunPublisher {

    private static final int UPLOADS = 16;

    private final Workspace workspace;
    private final InstantSource clock;
    private final JsonMapper json;

    public RunPublisher(Workspace workspace, InstantSource clock, JsonMapper json) {
        this.workspace = workspace;
        this.clock = clock;
        this.json = json;
    }

    /**
     * Finds what is to be published, as of this moment.
     *
     * @param overrides for the job's own keys of publishing
     * @param held whether the caller holds the workspace's lock; otherwise a copy of the ledger is read
     * @throws dev.darkroom.runs.NoSuchRunException if there is no such run
     * @throws UnusableDestinationException if the names cannot be made
     */
    public PublishableRun find(PublishRequest request, JobOverrides overrides, boolean held) throws IOException {
        return LedgerReading.read(workspace, held, json, database -> find(database, request, overrides, held));
    }

    private PublishableRun find(LedgerDatabase database, PublishRequest request, JobOverrides overrides, boolean held)
            throws IOException {
        RunRecord run = StagedRun.here(
                new RunFinder(workspace, new RunStore(database.dataSource(), json)).find(request.run()), workspace);
        if (held) {
            new OtherRuns(workspace, database.dataSource(), clock, json).catchUpKilled(run);
        }
        JobSpec job = JobFile.read(
                new RunFolder(workspace, database.dataSource(), run.id(), json).job(), overrides, Map.of());
        PublishRules rules = job.publish();
        FileNames names = new FileNames(rules.name());
        checkColumns(names, run);
        List<PublishCandidate> pictures = new CandidateReader(
                        database.dataSource(), json, run, names, new PictureFinisher(rules.after()))
                .read(request.choice());
        CsvDialect dialect =
                new CsvDialect(run.delimiter(), job.csv().decimal(), job.csv().bom());
        Set<String> later = new RunStore(database.dataSource(), json)
                .newestFirst().stream()
                        .filter(other -> other.number() > run.number())
                        .map(RunRecord::id)
                        .collect(Collectors.toSet());
        return new PublishableRun(run.id(), later, run.output(), rules, dialect, pictures);
    }

    private static void checkColumns(FileNames names, RunRecord run) {
        for (String column : names.columns()) {
            if (!run.keptColumns().contains(column)) {
                String shown = SafeText.line(column, 100);
                throw new UnusableDestinationException("the name of published files takes {{" + shown
                        + "}}, which the run " + run.id() + " does not keep"
                        + NearestNameFinder.find(column, run.keptColumns())
                                .map(near -> "; the nearest is {{" + SafeText.line(near, 100) + "}}")
                                .orElse("")
                        + ". Besides there are {{id}}, {{n}} and {{ext}}");
            }
        }
    }

    /**
     * Publishes it.
     *
     * @param progress hears now and then how many of how many pictures are done
     * @throws HeldDestinationException if somebody else publishes to the same place
     * @throws UnusableDestinationException if nothing can be published there, or there is nothing to publish
     */
    public PublishResult publish(PublishRequest request, PublishableRun run, BiConsumer<Integer, Integer> progress)
            throws IOException, InterruptedException {
        try (Buckets buckets = Buckets.ofEnvironment();
                CopyFolder work = CopyFolder.in(workspace, CopyFolder.PUBLISH);
                PublishDestination destination = destination(request, run, buckets, work.path())) {
            if (!request.dryRun()) {
                refuseNothing(request, run, destination);
                destination.hold();
            }
            PublishedList list = destination.list().orElseGet(PublishedList::new);
            if (run.pictures().isEmpty() && list.of(run.run()).isEmpty()) {
                throw nothing(request, run);
            }
            String recipe = run.rules().recipe();
            Set<String> newer = request.replacesNewer() ? Set.of() : run.later();
            PublishPlan plan = PublishPlan.of(run.pictures(), list, run.run(), newer, recipe, destination);
            if (request.dryRun()) {
                return result(run, destination, plan, refusals(plan), plan.toPut());
            }
            PictureMaker maker = new PictureMaker(
                    new RunPictures(run.output(), buckets.folder(run.output()).orElse(null)),
                    run.rules(),
                    MemoryBudget.ofHeap());
            new Publisher(
                            destination,
                            maker,
                            list,
                            run.dialect(),
                            clock,
                            MonotonicClock.system(),
                            workers(request),
                            progress)
                    .publish(plan, run.run(), recipe, request.removesGone());
            return result(run, destination, plan, unpublished(list, run.run()), List.of());
        }
    }

    /** Makes no folder, and takes no lock, where nothing would come of it. */
    private static void refuseNothing(PublishRequest request, PublishableRun run, PublishDestination destination)
            throws IOException {
        boolean isNothing = run.pictures().isEmpty()
                && destination.list().map(list -> list.of(run.run()).isEmpty()).orElse(true);
        if (isNothing) {
            throw nothing(request, run);
        }
    }

    private static UnusableDestinationException nothing(PublishRequest request, PublishableRun run) {
        return new UnusableDestinationException("the run " + run.run() + " has no picture to publish: "
                + (request.choice() == PublishChoice.APPROVED
                        ? "none is approved. 'review' records approvals, and --unflagged publishes what has no flag"
                        : "none is without a flag that nobody rejected"));
    }

    private static int workers(PublishRequest request) {
        return BucketLocation.isMeant(request.to())
                ? UPLOADS
                : Runtime.getRuntime().availableProcessors();
    }

    private PublishDestination destination(PublishRequest request, PublishableRun run, Buckets buckets, Path work) {
        Optional<BucketLocation> own = BucketLocation.of(run.output());
        if (!BucketLocation.isMeant(request.to())) {
            Path folder = request.workingDirectory()
                    .resolve(request.to())
                    .toAbsolutePath()
                    .normalize();
            if (own.isEmpty() && folder.startsWith(run.output())) {
                throw intoItself(folder.toString(), run.run());
            }
            if (folder.startsWith(workspace.home().toAbsolutePath().normalize())) {
                throw new UnusableDestinationException(
                        folder + " is in the workspace, where nothing is published to. Name another folder");
            }
            return new FolderDestination(folder);
        }
        BucketLocation location = parsed(request.to());
        if (own.isPresent() && isWithin(location, own.get())) {
            throw intoItself(location.toString(), run.run());
        }
        return new BucketDestination(new BucketFolder(buckets, location), work, request.takesOver());
    }

    private static boolean isWithin(BucketLocation place, BucketLocation output) {
        return place.bucket().equals(output.bucket()) && (place.prefix() + "/").startsWith(output.prefix() + "/");
    }

    private static UnusableDestinationException intoItself(String place, String run) {
        return new UnusableDestinationException(place + " is where the run " + run
                + " has its own pictures, which stay as they came. Name another place");
    }

    private static BucketLocation parsed(String address) {
        try {
            return BucketLocation.parse(address);
        } catch (IllegalArgumentException wrong) {
            throw new UnusableDestinationException("--to " + SafeText.line(address, 200) + " " + wrong.getMessage());
        }
    }

    private static PublishResult result(
            PublishableRun run,
            PublishDestination destination,
            PublishPlan plan,
            List<String> unpublished,
            List<PlannedPicture> planned) {
        return new PublishResult(
                run.run(),
                destination.shown() + "/" + PublishedList.NAME,
                plan.toPut().size() + plan.refused().size() - unpublished.size(),
                plan.unchanged().size(),
                plan.left().size(),
                plan.gone().stream().map(PublishedLine::file).toList(),
                unpublished,
                planned.stream().map(picture -> picture.picture().file()).toList());
    }

    private static List<String> refusals(PublishPlan plan) {
        return plan.refused().stream()
                .map(refused -> refused.picture().id() + ": " + refused.reason())
                .toList();
    }

    private static List<String> unpublished(PublishedList list, String run) {
        return list.of(run).stream()
                .filter(line -> line.state() == LineState.NOT_PUBLISHED)
                .map(line -> line.id() + ": " + line.reason())
                .toList();
    }

    /**
     * A run's pictures that are to be published.
     *
     * @param run the run's id
     * @param later the runs of the workspace that began after it
     * @param output its output directory
     * @param rules the job's rules, with this call's options
     * @param dialect the form of the list
     * @param pictures in the order of the manifest
     */
    public record PublishableRun(
            String run,
            Set<String> later,
            Path output,
            PublishRules rules,
            CsvDialect dialect,
            List<PublishCandidate> pictures) {

        public PublishableRun {
            later = Set.copyOf(later);
            pictures = List.copyOf(pictures);
        }
    }
}
