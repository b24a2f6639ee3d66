package dev.darkroom.jobfile;

import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.errors.SourceFault;
import dev.darkroom.jobfile.rules.BudgetRules;
import dev.darkroom.jobfile.rules.ChecksRules;
import dev.darkroom.jobfile.rules.CsvRules;
import dev.darkroom.jobfile.rules.DeadlineRule;
import dev.darkroom.jobfile.rules.DownloadRules;
import dev.darkroom.jobfile.rules.FailThreshold;
import dev.darkroom.jobfile.rules.FailureRate;
import dev.darkroom.jobfile.rules.LocalPictureRules;
import dev.darkroom.jobfile.rules.LookRules;
import dev.darkroom.jobfile.rules.NotifyRules;
import dev.darkroom.jobfile.rules.OverruleRule;
import dev.darkroom.jobfile.rules.PollRules;
import dev.darkroom.jobfile.rules.PublishRules;
import dev.darkroom.jobfile.rules.ReportRules;
import dev.darkroom.jobfile.rules.RetryRules;
import dev.darkroom.jobfile.rules.SubmitRules;
import dev.darkroom.jobfile.rules.WindowRule;
import dev.darkroom.manifest.ColumnRules;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.candidate.CandidateList;
import dev.darkroom.manifest.choice.ChosenRows;
import dev.darkroom.manifest.choice.PriorityRule;
import dev.darkroom.manifest.choice.RowChoice;
import dev.darkroom.manifest.preparation.JobInput;
import dev.darkroom.manifest.preparation.RowId;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.SourceRules;
import dev.darkroom.picture.LocalPictures;
import dev.darkroom.simulator.SimulatorSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A job, as its file, the options and the environment together say it; every default is filled in. Values are read from
 * their keys, see {@link JobKeys}; only what more than one value says together is kept beside them.
 */
public final class JobSpec {

    /** The name of a run's own copy of the ids that it is about, beside its copy of the job. */
    public static final String IDS_COPY = "ids.txt";

    /** Where results go if the job does not say it. */
    public static final String DEFAULT_OUTPUT = "../runs/{{run}}";

    static final String RUN = "{{run}}";

    private final Path file;
    private final JobValues values;
    private final String name;
    private final List<String> manifests;
    private final List<ImageModel> models;
    private final String outputTemplate;
    private final @Nullable Long first;
    private final RowChoice rows;
    private final LocalPictureRules pictures;
    private final ObjectNode effective;
    private final ValuePlaces places;

    /**
     * @param values in which nothing is wrong
     * @param manifests absolute paths, or patterns of such
     * @param outputTemplate an absolute path, or the address of a bucket, in which <code>{{run}}</code> may stand for the run's id
     */
    JobSpec(
            Path file,
            JobValues values,
            String name,
            List<String> manifests,
            List<ImageModel> models,
            String outputTemplate,
            @Nullable Long first,
            RowChoice rows,
            LocalPictureRules pictures,
            ObjectNode effective,
            ValuePlaces places) {
        this.file = Objects.requireNonNull(file, "file is null");
        this.values = Objects.requireNonNull(values, "values is null");
        this.name = Objects.requireNonNull(name, "name is null");
        this.manifests = List.copyOf(manifests);
        this.models = List.copyOf(models);
        this.outputTemplate = Objects.requireNonNull(outputTemplate, "outputTemplate is null");
        this.first = first;
        this.rows = Objects.requireNonNull(rows, "rows is null");
        this.pictures = Objects.requireNonNull(pictures, "pictures is null");
        this.effective = effective.deepCopy();
        this.places = Objects.requireNonNull(places, "places is null");
    }

    /** Returns the job's name, safe as a folder's name. */
    public String name() {
        return name;
    }

    /** Returns the job file. */
    public Path file() {
        return file;
    }

    /**
     * Returns the files of the manifest in the order in which they are read, absolute paths or patterns of such; none need
     * exist.
     */
    public List<String> manifests() {
        return manifests;
    }

    /** Returns the sheet to read of a workbook, or null for the first. */
    public @Nullable String sheet() {
        return values.find(JobKeys.SHEET);
    }

    /** Returns the model of rows that name none, or null; not yet known to exist. */
    public @Nullable String model() {
        return values.find(JobKeys.MODEL);
    }

    /** Returns the models that the job adds to the built-in ones. */
    public List<ImageModel> models() {
        return models;
    }

    /** Returns the service. */
    public ServiceAddress api() {
        return values.get(JobKeys.API);
    }

    /** Returns the rules for the manifest's columns. */
    public ColumnRules columns() {
        return new ColumnRules(
                values.find(JobKeys.COLUMNS_ID),
                values.find(JobKeys.COLUMNS_KEEP),
                values.get(JobKeys.COLUMNS_IGNORE),
                values.get(JobKeys.COLUMNS_SEPARATOR),
                values.get(JobKeys.COLUMNS_FILL_DOWN),
                values.find(JobKeys.COLUMNS_FILL_WITHIN),
                values.get(JobKeys.COLUMNS_REQUIRED));
    }

    /** Returns the input that every row sends, with its templates. */
    public ObjectNode input() {
        return values.get(JobKeys.INPUT).deepCopy();
    }

    /** Returns the rules by which the manifest's rows are made ready to be sent. */
    public JobInput rowInput() {
        return new JobInput(
                columns(),
                input(),
                model(),
                csv().decimal(),
                values.get(JobKeys.SOURCES_IGNORE_QUERY),
                values.get(JobKeys.VARIANTS),
                candidates(),
                localPictures());
    }

    /** Returns what each chosen row is tried with. */
    public CandidateList candidates() {
        return new CandidateList(values.get(JobKeys.CANDIDATES_PROMPTS), values.get(JobKeys.CANDIDATES_MODELS));
    }

    /** Returns the job file that candidates were tried for, or null. */
    public @Nullable Path triedJob() {
        String given = values.find(JobKeys.CANDIDATES_JOB);
        return given == null
                ? null
                : file.toAbsolutePath().resolveSibling(given).normalize();
    }

    /** Returns which rows of the manifest the job is about, of those that its variants make. */
    public RowChoice rows() {
        return rows;
    }

    /** Returns the order in which rows are bought, or null for the manifest's. */
    public @Nullable PriorityRule priority() {
        return values.find(JobKeys.PRIORITY);
    }

    /** Returns a manifest of which the rows are read that the job is about, by its rules for columns. */
    public Manifest rowsOf(Manifest manifest) {
        Manifest all = manifest.with(columns()).withSheet(sheet());
        int variants = values.get(JobKeys.VARIANTS);
        return rows.isAll() && variants == 1 && candidates().isEmpty()
                ? all
                : all.with(new ChosenRows(
                        all, rows, variants, candidates(), new RowId(columns().id()), csv().decimal()));
    }

    /** Returns the rules for looking at source pictures. */
    public LookRules sourceLook() {
        Set<SourceFault> reject = Set.copyOf(values.get(JobKeys.SOURCES_REJECT));
        return new LookRules(
                values.get(JobKeys.SOURCES_LOOK),
                new SourceRules(reject, values.get(JobKeys.SOURCES_MAX_PROPORTION_ERROR)));
    }

    /** Returns the rules for pictures on this disk. */
    public LocalPictureRules sources() {
        return pictures;
    }

    /** Returns the pictures on this disk that rows may name; null if they may name none. */
    public @Nullable LocalPictures localPictures() {
        return pictures.pictures();
    }

    /** Returns the budget in US dollars. */
    public BudgetRules budget() {
        return new BudgetRules(
                values.find(JobKeys.BUDGET_MAX_COST),
                values.find(JobKeys.BUDGET_PRICE),
                values.find(JobKeys.BUDGET_PER_DAY),
                values.find(JobKeys.BUDGET_PER_MONTH));
    }

    /** Returns the number of rows that go first, or null. */
    public @Nullable Integer canary() {
        return values.find(JobKeys.CANARY);
    }

    /** Returns how many of the last rows that ended stop the run if they failed, or null. */
    public @Nullable FailureRate stopIf() {
        return values.find(JobKeys.STOP_IF);
    }

    /** Returns how many rows in a row stop the run if they ended for one reason, or null. */
    public @Nullable Integer stopIfSame() {
        return values.find(JobKeys.STOP_IF_SAME);
    }

    /** Returns the window outside which nothing is submitted, or null. */
    public @Nullable WindowRule window() {
        return values.find(JobKeys.WINDOW);
    }

    /** Returns the deadline after which nothing is submitted, or null. */
    public @Nullable DeadlineRule deadline() {
        return values.find(JobKeys.DEADLINE);
    }

    /** Returns the rules for notifications, none if nobody is told. */
    public List<NotifyRules> notifications() {
        return new NotifyKeys(values.root()).rules();
    }

    /** Returns the rate and limit of submits. */
    public SubmitRules submit() {
        return new SubmitRules(values.get(JobKeys.SUBMIT_RATE), values.get(JobKeys.SUBMIT_MAX_IN_FLIGHT));
    }

    /** Returns the timeouts of requests. */
    public PollRules poll() {
        return new PollRules(values.get(JobKeys.POLL_QUEUE_TIMEOUT), values.get(JobKeys.POLL_RUN_TIMEOUT));
    }

    /** Returns the rules for retries of what costs nothing. */
    public RetryRules retry() {
        QuantityValues.DurationRange backoff = values.get(JobKeys.RETRY_BACKOFF);
        return new RetryRules(values.get(JobKeys.RETRY_ATTEMPTS), backoff.from(), backoff.to());
    }

    /** Returns the longest time for which the service may be away. */
    public Duration outageLimit() {
        return values.get(JobKeys.OUTAGE_LIMIT);
    }

    /** Returns the rules for downloads. */
    public DownloadRules download() {
        return new DownloadRules(
                values.get(JobKeys.DOWNLOAD_CONCURRENCY),
                values.get(JobKeys.DOWNLOAD_MAX_SIZE),
                values.get(JobKeys.DOWNLOAD_NAME));
    }

    /** Returns the limit of rows without a picture. */
    public FailThreshold failThreshold() {
        return values.get(JobKeys.FAIL_THRESHOLD);
    }

    /** Returns the number of purchases above which confirmation is needed; -1 for never. */
    public int confirmOver() {
        return values.get(JobKeys.CONFIRM_OVER);
    }

    /** Returns whether an earlier success's files are taken. */
    public boolean reuse() {
        return values.get(JobKeys.REUSE);
    }

    /** Returns the rules for checks of the pictures. */
    public ChecksRules checks() {
        return new ChecksKeys(values, places).rules();
    }

    /** Returns the form of written CSV files. */
    public CsvRules csv() {
        return new CsvRules(
                values.get(JobKeys.CSV_DELIMITER).orElse(null),
                values.get(JobKeys.CSV_DECIMAL),
                values.get(JobKeys.CSV_BOM));
    }

    /** Returns whether the results are left as a workbook too. */
    public boolean hasWorkbook() {
        return values.get(JobKeys.RESULTS_XLSX);
    }

    /** Returns the rules for the reports. */
    public ReportRules report() {
        return new ReportRules(values.get(JobKeys.REPORT_BY), values.get(JobKeys.REPORT_SOURCES));
    }

    /** Returns the rules for publishing pictures. */
    public PublishRules publish() {
        return new PublishRules(
                values.get(JobKeys.PUBLISH_NAME), values.get(JobKeys.PUBLISH_MARK), values.get(JobKeys.PUBLISH_AFTER));
    }

    /** Returns who may overrule another person's verdict. */
    public OverruleRule overrule() {
        return values.get(JobKeys.REVIEW_OVERRULE);
    }

    /** Returns the settings of the simulator inside this process. */
    public SimulatorSettings simulator() {
        return new SimulatorSettings(
                values.get(JobKeys.SIMULATOR_CAPACITY),
                values.get(JobKeys.SIMULATOR_SERVICE_TIME),
                values.get(JobKeys.SIMULATOR_SEED),
                values.get(JobKeys.SIMULATOR_FAULTS),
                models.stream().map(ImageModel::schema).toList());
    }

    /** Returns the database that the workspace is in, or null if the environment says where it is. */
    public @Nullable String database() {
        return values.find(JobKeys.WORKSPACE_DATABASE);
    }

    /** Returns how many rows the run takes, or null for all: so many of the manifest, each as often as it has candidates. */
    public @Nullable Long first() {
        return first == null
                ? null
                : Long.valueOf(Math.multiplyExact(first, candidates().count()));
    }

    /** Returns the job file with the options applied, paths made absolute: read again, it says the same. */
    public ObjectNode effective() {
        return effective;
    }

    /** Returns the places where the values were given. */
    public ValuePlaces places() {
        return places;
    }

    /**
     * Returns the output directory of a run, absolute. Of one whose outputs are in a bucket it is the staging directory.
     *
     * @param runFolder the run's own folder in the workspace
     */
    public Path output(String run, Path runFolder) {
        String output = output(run);
        return BucketLocation.isMeant(output)
                ? BucketLocation.parse(output)
                        .staging(runFolder.toAbsolutePath().normalize())
                : Path.of(output).toAbsolutePath().normalize();
    }

    /** Returns where the outputs of a run are, as it is told to people: a path, or the address of a bucket. */
    public String output(String run) {
        String output = outputTemplate.replace(RUN, run);
        return BucketLocation.isMeant(output)
                ? BucketLocation.parse(output).toString()
                : Path.of(output).toAbsolutePath().normalize().toString();
    }

    /** Returns whether each run has outputs of its own, and not the same place as the others. */
    public boolean hasOutputPerRun() {
        return outputTemplate.contains(RUN);
    }

    /**
     * Returns the place where a value was given, by its JSON pointer in the job file; for problems that only show
     * later.
     */
    public ValuePlace placeOf(String pointer) {
        return places.ofValue(pointer);
    }

    /**
     * Returns a description of what this job would send, as far as the job says it; see {@link
     * SentDescription#differences}.
     */
    public ObjectNode sent() {
        return SentDescription.of(this);
    }

    /** Names the job only: what it says may hold an address with a secret in it. */
    @Override
    public String toString() {
        return "JobSpec[" + name + ", " + file + "]";
    }
}
