package dev.darkroom.jobfile;

import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.checks.CheckFlag;
import dev.darkroom.checks.ShopLimits.AlphaRule;
import dev.darkroom.checks.ShopLimits.FillRange;
import dev.darkroom.checks.ShopLimits.LeastSize;
import dev.darkroom.errors.SourceFault;
import dev.darkroom.jobfile.rules.AfterStep;
import dev.darkroom.jobfile.rules.DeadlineRule;
import dev.darkroom.jobfile.rules.FailThreshold;
import dev.darkroom.jobfile.rules.FailureRate;
import dev.darkroom.jobfile.rules.LookRules.LookMode;
import dev.darkroom.jobfile.rules.NotifyRules.MailTls;
import dev.darkroom.jobfile.rules.NotifyRules.NotifyFormat;
import dev.darkroom.jobfile.rules.NotifyRules.NotifyOccasion;
import dev.darkroom.jobfile.rules.OverruleRule;
import dev.darkroom.jobfile.rules.PublishRules.PublishMark;
import dev.darkroom.jobfile.rules.ReportRules.SourceEmbedding;
import dev.darkroom.jobfile.rules.ShopPreset;
import dev.darkroom.jobfile.rules.WindowRule;
import dev.darkroom.manifest.choice.Condition;
import dev.darkroom.manifest.choice.PriorityRule;
import dev.darkroom.manifest.choice.RowNumbers;
import dev.darkroom.models.IgnoredQuery;
import dev.darkroom.models.ListSeparator;
import dev.darkroom.pace.CallRate;
import dev.darkroom.picture.PictureType;
import dev.darkroom.simulator.faults.FaultRules;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/**
 * Declares all keys of the job file: the one place that its reader, its messages and its documentation go by. A new key is
 * one line here, and {@link JobSpec} tells its value.
 */
final class JobKeys {

    private static final KeyList KEYS = new KeyList();

    static final JobKey<String> NAME = KEYS.optional(
            "name", ValueTypes.NAME, "the file's name", "the job's name, the first part of its runs' ids");
    static final JobKey<List<String>> MANIFEST =
            KEYS.required("manifest", ValueTypes.MANIFEST, "the rows to work on: a file, or several read as one");
    static final JobKey<String> SHEET =
            KEYS.optional("sheet", ValueTypes.TEXT, "the first", "the sheet to read of a workbook");
    static final JobKey<String> MODEL =
            KEYS.optional("model", ValueTypes.TEXT, JobKey.NONE, "the model of rows that name none");
    static final JobKey<YamlValue> MODELS =
            KEYS.optional("models", ValueTypes.MODELS, JobKey.NONE, "schemas of models that Darkroom does not know");
    static final JobKey<ServiceAddress> API = KEYS.withDefault(
            "api", ValueTypes.SERVICE, ServiceAddress.DEFAULT_BASE, "the service; the environment may name it too");
    static final JobKey<String> COLUMNS_ID = KEYS.optional(
            "columns.id",
            ValueTypes.ID,
            "the column id, or the row's number",
            "the column or template of the rows' ids");
    static final JobKey<List<String>> COLUMNS_KEEP = KEYS.optional(
            "columns.keep",
            ValueTypes.COLUMNS,
            "all columns that are no model input",
            "the columns copied into the results");
    static final JobKey<List<String>> COLUMNS_IGNORE = KEYS.withDefault(
            "columns.ignore", ValueTypes.COLUMNS, "[]", "own columns that merely bear an input's name");
    static final JobKey<ListSeparator> COLUMNS_SEPARATOR = KEYS.withDefault(
            "columns.separator", ValueTypes.SEPARATOR, "\"|\"", "between several addresses in one cell");
    static final JobKey<List<String>> COLUMNS_FILL_DOWN =
            KEYS.withDefault("columns.fill-down", ValueTypes.COLUMNS, "[]", "an empty cell takes the one above it");
    static final JobKey<String> COLUMNS_FILL_WITHIN = KEYS.optional(
            "columns.fill-within",
            ValueTypes.TEXT,
            JobKey.NONE,
            "the column whose value the row above must share, such as a product's handle");
    static final JobKey<List<String>> COLUMNS_REQUIRED =
            KEYS.withDefault("columns.required", ValueTypes.COLUMNS, "[]", "a row without it is rejected");
    static final JobKey<ObjectNode> INPUT = KEYS.withDefault(
            "input", ValueTypes.INPUT, "{}", "what every row sends; {{column}} takes the row's column");
    static final JobKey<Integer> VARIANTS = KEYS.withDefault(
            "variants", ValueTypes.VARIANTS, "1", "how many rows are made of each, with seeds of their own");
    static final JobKey<List<String>> CANDIDATES_PROMPTS = KEYS.withDefault(
            "candidates.prompts", ValueTypes.PROMPTS, "[]", "each row is tried with each of them; set by `try`");
    static final JobKey<List<String>> CANDIDATES_MODELS =
            KEYS.withDefault("candidates.models", ValueTypes.MODEL_IDS, "[]", "and with each of these models");
    static final JobKey<String> CANDIDATES_JOB = KEYS.optional(
            "candidates.job", ValueTypes.JOB, JobKey.NONE, "the job file of which the winner's job is made");
    static final JobKey<Condition> ROWS_WHERE =
            KEYS.optional("rows.where", ValueTypes.CONDITION, JobKey.NONE, "the run is the rows that meet it");
    static final JobKey<RowNumbers> ROWS_NUMBERS =
            KEYS.optional("rows.numbers", ValueTypes.ROW_NUMBERS, JobKey.NONE, "the run is these rows of the manifest");
    static final JobKey<String> ROWS_IDS =
            KEYS.optional("rows.ids", ValueTypes.ROW_IDS, JobKey.NONE, "the run is the rows of the ids in it");
    static final JobKey<Integer> ROWS_SAMPLE =
            KEYS.optional("rows.sample", ValueTypes.COUNT, JobKey.NONE, "the run is so many of them, drawn by chance");
    static final JobKey<Long> ROWS_SEED =
            KEYS.withDefault("rows.seed", ValueTypes.SEED, "1", "the chance that the sample is drawn by");
    static final JobKey<PriorityRule> PRIORITY = KEYS.optional(
            "priority", ValueTypes.PRIORITY, JobKey.NONE, "the column whose greatest values are bought first");
    static final JobKey<BigDecimal> BUDGET_MAX_COST =
            KEYS.optional("budget.max-cost", ValueTypes.DOLLARS, JobKey.NONE, "what the whole run may cost");
    static final JobKey<BigDecimal> BUDGET_PRICE =
            KEYS.optional("budget.price", ValueTypes.DOLLARS, "the service's", "the price of one output");
    static final JobKey<BigDecimal> BUDGET_PER_DAY = KEYS.optional(
            "budget.per-day", ValueTypes.DOLLARS, JobKey.NONE, "what all runs at the service may cost in a day");
    static final JobKey<BigDecimal> BUDGET_PER_MONTH = KEYS.optional(
            "budget.per-month", ValueTypes.DOLLARS, JobKey.NONE, "what all runs at the service may cost in a month");
    static final JobKey<Integer> CANARY =
            KEYS.optional("canary", ValueTypes.COUNT, JobKey.NONE, "so many rows first; stop if too many of them fail");
    static final JobKey<FailureRate> STOP_IF = KEYS.optional(
            "stop-if", ValueTypes.FAILURE_RATE, JobKey.NONE, "stop once so many of the last rows that ended failed");
    static final JobKey<Integer> STOP_IF_SAME = KEYS.optional(
            "stop-if-same", ValueTypes.COUNT, JobKey.NONE, "stop once so many rows in a row failed for one reason");
    static final JobKey<DeadlineRule> DEADLINE =
            KEYS.optional("deadline", ValueTypes.DEADLINE, JobKey.NONE, "nothing is submitted after it");
    static final JobKey<WindowRule> WINDOW =
            KEYS.optional("window", ValueTypes.WINDOW, JobKey.NONE, "nothing is submitted outside it");
    static final JobKey<URI> NOTIFY_URL =
            KEYS.optional("notify.url", ValueTypes.WEBHOOK, JobKey.NONE, "where summary.json is posted to");
    static final JobKey<List<NotifyOccasion>> NOTIFY_ON =
            KEYS.withDefault("notify.on", ValueTypes.OCCASIONS, "[failure]", "when it is posted, or mailed");
    static final JobKey<NotifyFormat> NOTIFY_FORMAT =
            KEYS.withDefault("notify.format", ValueTypes.NOTIFY_FORMAT, "json", "what is posted");
    static final JobKey<String> NOTIFY_SMTP_HOST =
            KEYS.optional("notify.smtp.host", ValueTypes.HOST, JobKey.NONE, "the server that sends mail instead");
    static final JobKey<Integer> NOTIFY_SMTP_PORT =
            KEYS.optional("notify.smtp.port", ValueTypes.PORT, "587, 465 or 25, by notify.smtp.tls", "its port");
    static final JobKey<MailTls> NOTIFY_SMTP_TLS =
            KEYS.withDefault("notify.smtp.tls", ValueTypes.MAIL_TLS, "starttls", "how the connection is protected");
    static final JobKey<String> NOTIFY_SMTP_USER = KEYS.optional(
            "notify.smtp.user",
            ValueTypes.TEXT,
            JobKey.NONE,
            "the user to log in as; the password is in DARKROOM_SMTP_PASSWORD");
    static final JobKey<String> NOTIFY_SMTP_FROM =
            KEYS.optional("notify.smtp.from", ValueTypes.MAIL_ADDRESS, JobKey.NONE, "the mail's sender");
    static final JobKey<List<String>> NOTIFY_SMTP_TO =
            KEYS.optional("notify.smtp.to", ValueTypes.MAIL_ADDRESSES, JobKey.NONE, "who gets the mail");
    static final JobKey<CallRate> SUBMIT_RATE =
            KEYS.withDefault("submit.rate", ValueTypes.RATE, "2/s", "the pace of buying");
    static final JobKey<Integer> SUBMIT_MAX_IN_FLIGHT =
            KEYS.withDefault("submit.max-in-flight", ValueTypes.COUNT, "8", "how many may be at the service at once");
    static final JobKey<Duration> POLL_QUEUE_TIMEOUT =
            KEYS.withDefault("poll.queue-timeout", ValueTypes.TIMEOUT, "20m", "waiting at the service, then cancelled");
    static final JobKey<Duration> POLL_RUN_TIMEOUT =
            KEYS.withDefault("poll.run-timeout", ValueTypes.TIMEOUT, "10m", "running at the service, then timed_out");
    static final JobKey<Integer> RETRY_ATTEMPTS =
            KEYS.withDefault("retry.attempts", ValueTypes.COUNT, "5", "how often a download is tried");
    static final JobKey<QuantityValues.DurationRange> RETRY_BACKOFF =
            KEYS.withDefault("retry.backoff", ValueTypes.RANGE, "1s..1m", "the first and the longest pause between");
    static final JobKey<Duration> OUTAGE_LIMIT = KEYS.withDefault(
            "outage-limit", ValueTypes.TIMEOUT, "30m", "how long the service may be away, or pause by `Retry-After`");
    static final JobKey<Integer> DOWNLOAD_CONCURRENCY =
            KEYS.withDefault("download.concurrency", ValueTypes.COUNT, "8", "how many downloads go on at once");
    static final JobKey<Long> DOWNLOAD_MAX_SIZE =
            KEYS.withDefault("download.max-size", ValueTypes.SIZE, "200MB", "the most a picture may have");
    static final JobKey<String> DOWNLOAD_NAME = KEYS.withDefault(
            "download.name", ValueTypes.FILE_NAME, "\"{{id}}-{{n}}.{{ext}}\"", "the files' names; / makes folders");
    static final JobKey<FailThreshold> FAIL_THRESHOLD =
            KEYS.withDefault("fail-threshold", ValueTypes.THRESHOLD, "0", "how many rows may lack a picture at exit 0");
    static final JobKey<Integer> CONFIRM_OVER =
            KEYS.withDefault("confirm-over", ValueTypes.PURCHASES, "50", "asks before more purchases than this");
    static final JobKey<Boolean> REUSE =
            KEYS.withDefault("reuse", ValueTypes.SWITCH, "true", "takes an earlier success's files");
    static final JobKey<IgnoredQuery> SOURCES_IGNORE_QUERY = KEYS.withDefault(
            "sources.ignore-query",
            ValueTypes.IGNORED_QUERY,
            "false",
            "what of addresses' queries is no part of a row's key, such as a signature that changes every night");
    static final JobKey<LookMode> SOURCES_LOOK = KEYS.withDefault(
            "sources.look", ValueTypes.LOOK, "auto", "whether sources are looked at before anything is bought");
    static final JobKey<List<SourceFault>> SOURCES_REJECT = KEYS.withDefault(
            "sources.reject",
            ValueTypes.SOURCE_FAULTS,
            "[not-a-picture]",
            "what of a source rejects its row; it is warned of all else");
    static final JobKey<Double> SOURCES_MAX_PROPORTION_ERROR = KEYS.withDefault(
            "sources.max-proportion-error",
            ValueTypes.SHARE,
            "5%",
            "how far the picture's proportion may be from the source's");
    static final JobKey<BucketLocation> SOURCES_UPLOAD = KEYS.optional(
            "sources.upload",
            ValueTypes.BUCKET,
            JobKey.NONE,
            "where pictures beside the manifest are put for the service, which gets a signed address of them");
    static final JobKey<String> SOURCES_FOLDER = KEYS.optional(
            "sources.folder",
            ValueTypes.TEXT,
            "the manifest's folder",
            "what the paths of pictures on this disk are relative to");
    static final JobKey<Boolean> SOURCES_DATA_URI = KEYS.withDefault(
            "sources.data-uri",
            ValueTypes.SWITCH,
            "false",
            "sends pictures beside the manifest within requests instead; unproven");
    static final JobKey<Boolean> SOURCES_KEEP_UPLOADS = KEYS.withDefault(
            "sources.keep-uploads", ValueTypes.SWITCH, "false", "leaves them in the bucket when their run has ended");
    static final JobKey<List<CheckFlag>> CHECKS_FAIL = KEYS.withDefault(
            "checks.fail", ValueTypes.FLAGS, "[]", "the flags that make a row failed; see docs/checks.md");
    static final JobKey<Long> CHECKS_PIXELS = KEYS.withDefault(
            "checks.pixels", ValueTypes.PIXELS, "100MP", "a picture that has more is not decoded: undecodable");
    static final JobKey<Boolean> CHECKS_FORMAT = KEYS.withDefault(
            "checks.format", ValueTypes.SWITCH, "true", "whether another format than the one asked for is flagged");
    static final JobKey<OptionalInt> CHECKS_SIZE = KEYS.withDefault(
            "checks.size", ValueTypes.PIXELS_OR_OFF, "16", "how far a side may be from the size asked for");
    static final JobKey<OptionalDouble> CHECKS_ASPECT = KEYS.withDefault(
            "checks.aspect", ValueTypes.SHARE_OR_OFF, "2%", "how far the sides' proportion may be from that asked for");
    static final JobKey<OptionalDouble> CHECKS_BLANK = KEYS.withDefault(
            "checks.blank", ValueTypes.SHARE_OR_OFF, "0.2%", "the least part that differs from the main colour");
    static final JobKey<OptionalDouble> CHECKS_IDENTICAL =
            KEYS.withDefault("checks.identical", ValueTypes.SHARE_OR_OFF, "1%", "the least difference from the source");
    static final JobKey<Integer> CHECKS_BACKGROUND = KEYS.optional(
            "checks.background",
            ValueTypes.COLOUR,
            JobKey.NONE,
            "the colour that pictures must have along their border");
    static final JobKey<Integer> CHECKS_BACKGROUND_TOLERANCE = KEYS.withDefault(
            "checks.background-tolerance", ValueTypes.LEVEL, "8", "how far red, green or blue may be from it");
    static final JobKey<Double> CHECKS_BACKGROUND_SHARE = KEYS.withDefault(
            "checks.background-share", ValueTypes.SHARE, "35%", "the part of the border that may be of other colours");
    static final JobKey<OptionalDouble> CHECKS_BLURRED = KEYS.withDefault(
            "checks.blurred", ValueTypes.MEASURE_OR_OFF, "30", "the least sharpness of a picture's sharpest part");
    static final JobKey<ShopPreset> CHECKS_PRESET = KEYS.optional(
            "checks.preset",
            ShopValues.PRESET,
            JobKey.NONE,
            "a shop's rules, for those of these checks that the job does not set itself; see docs/checks.md");
    static final JobKey<List<PictureType>> CHECKS_FORMATS = KEYS.withDefault(
            "checks.formats",
            ShopValues.FORMATS,
            "[]",
            "the formats that the shop takes, others are flagged; [] for all");
    static final JobKey<Optional<LeastSize>> CHECKS_SMALL =
            KEYS.withDefault("checks.small", ShopValues.LEAST_SIZE, "off", "the least size of a picture");
    static final JobKey<Boolean> CHECKS_PROFILE = KEYS.withDefault(
            "checks.profile", ValueTypes.SWITCH, "false", "whether CMYK and a profile other than sRGB are flagged");
    static final JobKey<OptionalDouble> CHECKS_NOT_WHITE = KEYS.withDefault(
            "checks.not-white",
            ValueTypes.SHARE_OR_OFF,
            "off",
            "the part of the ground that may be off checks.background, else white, at all");
    static final JobKey<OptionalInt> CHECKS_NOT_WHITE_TOLERANCE = KEYS.withDefault(
            "checks.not-white-tolerance",
            ShopValues.LEVEL_OR_AUTO,
            "auto",
            "how far red, green or blue may be off; auto is 3 for JPEG, 5 for WebP, else 0");
    static final JobKey<Optional<FillRange>> CHECKS_FILL = KEYS.withDefault(
            "checks.fill",
            ShopValues.FILL,
            "off",
            "the part of the frame's width or height that the product must take");
    static final JobKey<OptionalDouble> CHECKS_OFF_CENTRE = KEYS.withDefault(
            "checks.off-centre",
            ValueTypes.SHARE_OR_OFF,
            "off",
            "how far the product's middle may be from the frame's, as a part of its side");
    static final JobKey<AlphaRule> CHECKS_ALPHA = KEYS.withDefault(
            "checks.alpha", ShopValues.ALPHA, "off", "whether transparent pixels are flagged, or any alpha channel");
    static final JobKey<OptionalDouble> CHECKS_COLOUR_SHIFT = KEYS.withDefault(
            "checks.colour-shift",
            ValueTypes.MEASURE_OR_OFF,
            "off",
            "how far the product's colour may be from the source's, in CIELAB without its lightness");
    static final JobKey<OptionalDouble> CHECKS_CUT_OFF = KEYS.withDefault(
            "checks.cut-off",
            ValueTypes.SHARE_OR_OFF,
            "off",
            "the part of an edge that the product touches, and does not in the source");
    static final JobKey<OptionalDouble> CHECKS_TEXT_CHANGED = KEYS.withDefault(
            "checks.text-changed",
            ValueTypes.SHARE_OR_OFF,
            "off",
            "the part of the source's fine print that may be another");
    static final JobKey<Boolean> CHECKS_NO_AI_MARK = KEYS.withDefault(
            "checks.no-ai-mark",
            ValueTypes.SWITCH,
            "false",
            "whether a file that does not say that it was made with AI is flagged");
    static final JobKey<List<String>> CHECKS_COMMAND = KEYS.withDefault(
            "checks.command", ShopValues.COMMAND, "[]", "your own program that raises flags; see docs/checks.md");
    static final JobKey<Duration> CHECKS_COMMAND_TIMEOUT = KEYS.withDefault(
            "checks.command-timeout", ShopValues.PROGRAM_TIME, "30s", "how long it may take for a picture");
    static final JobKey<String> CHECKS_GROUP = KEYS.optional(
            "checks.group", ValueTypes.TEXT, JobKey.NONE, "the kept column within which pictures are to be alike");
    static final JobKey<Optional<Character>> CSV_DELIMITER = KEYS.withDefault(
            "csv.delimiter", ValueTypes.DELIMITER, "auto", "of written files; auto is the manifest's, else a comma");
    static final JobKey<Character> CSV_DECIMAL =
            KEYS.withDefault("csv.decimal", ValueTypes.DECIMAL, "\".\"", "the decimal point of written numbers");
    static final JobKey<Boolean> CSV_BOM = KEYS.withDefault(
            "csv.bom", ValueTypes.SWITCH, "true", "whether written files start with a byte order mark");
    static final JobKey<Boolean> RESULTS_XLSX = KEYS.withDefault(
            "results.xlsx", ValueTypes.SWITCH, "false", "also leave the results as a workbook, results.xlsx");
    static final JobKey<List<String>> REPORT_BY =
            KEYS.withDefault("report.by", ValueTypes.COLUMNS, "[]", "kept columns that get a report of their own");
    static final JobKey<SourceEmbedding> REPORT_SOURCES =
            KEYS.withDefault("report.sources", ValueTypes.SOURCES, "thumbnails", "the source pictures in report.html");
    static final JobKey<String> PUBLISH_NAME = KEYS.withDefault(
            "publish.name",
            ValueTypes.FILE_NAME,
            "\"{{id}}-{{n}}.{{ext}}\"",
            "the names of published files; / makes folders");
    static final JobKey<PublishMark> PUBLISH_MARK = KEYS.withDefault(
            "publish.mark", ValueTypes.PUBLISH_MARK, "ai", "whether published files say that they were made with AI");
    static final JobKey<List<AfterStep>> PUBLISH_AFTER = KEYS.withDefault(
            "publish.after",
            ValueTypes.AFTER_STEPS,
            "[]",
            "what is done to pictures before they are published, without AI");
    static final JobKey<OverruleRule> REVIEW_OVERRULE = KEYS.withDefault(
            "review.overrule",
            ValueTypes.OVERRULE,
            "anyone",
            "who may overrule another person's verdict; see docs/reviewing.md");
    static final JobKey<Integer> SIMULATOR_CAPACITY =
            KEYS.withDefault("simulator.capacity", ValueTypes.COUNT, "8", "how many requests it works on at once");
    static final JobKey<Duration> SIMULATOR_SERVICE_TIME =
            KEYS.withDefault("simulator.service-time", ValueTypes.DURATION, "2s", "how long it works on one");
    static final JobKey<Long> SIMULATOR_SEED =
            KEYS.withDefault("simulator.seed", ValueTypes.SEED, "1", "of its chances");
    static final JobKey<FaultRules> SIMULATOR_FAULTS =
            KEYS.withDefault("simulator.faults", ValueTypes.FAULTS, "{}", "what goes wrong, how often and when");
    static final JobKey<String> WORKSPACE_DATABASE = KEYS.optional(
            "workspace.database",
            ValueTypes.DATABASE,
            JobKey.NONE,
            "where several hosts share the ledger; without it the variable DARKROOM_DB counts");
    static final JobKey<String> OUTPUT = KEYS.withDefault(
            "output", ValueTypes.OUTPUT, JobSpec.DEFAULT_OUTPUT, "where results go; {{run}} is the run's id");

    /** All keys, in the order in which they are declared and the documentation lists them. */
    static final List<JobKey<?>> ALL = KEYS.all();

    private JobKeys() {}
}
