package dev.darkroom.jobfile;

import static dev.darkroom.jobfile.JobKey.NONE;
import static dev.darkroom.jobfile.JobKey.optional;
import static dev.darkroom.jobfile.JobKey.required;
import static dev.darkroom.jobfile.JobKey.withDefault;

import dev.darkroom.jobfile.Notify.Occasion;
import dev.darkroom.jobfile.ReportRules.Sources;
import dev.darkroom.pace.Rate;
import dev.darkroom.simulator.FaultRules;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** All keys of the job file: the one place that its reader, its messages and its documentation go by. */
final class JobKeys {

    static final JobKey<String> NAME =
            optional("name", ValueTypes.NAME, "the file's name", "the job's name, the first part of its runs' ids");
    static final JobKey<String> MANIFEST = required("manifest", ValueTypes.MANIFEST, "the rows to work on");
    static final JobKey<String> MODEL = optional("model", ValueTypes.TEXT, NONE, "the model of rows that name none");
    static final JobKey<YamlValue> MODELS =
            optional("models", ValueTypes.MODELS, NONE, "schemas of models that Darkroom does not know");
    static final JobKey<Service> API = withDefault(
            "api", ValueTypes.SERVICE, Service.DEFAULT_BASE, "the service; the environment may name it too");
    static final JobKey<String> COLUMNS_ID = optional(
            "columns.id",
            ValueTypes.ID,
            "the column id, or the row's number",
            "the column or template of the rows' ids");
    static final JobKey<List<String>> COLUMNS_KEEP = optional(
            "columns.keep",
            ValueTypes.COLUMNS,
            "all columns that are no model input",
            "the columns copied into the results");
    static final JobKey<List<String>> COLUMNS_IGNORE =
            withDefault("columns.ignore", ValueTypes.COLUMNS, "[]", "own columns that merely bear an input's name");
    static final JobKey<ObjectNode> INPUT =
            withDefault("input", ValueTypes.INPUT, "{}", "what every row sends; {{column}} takes the row's column");
    static final JobKey<BigDecimal> BUDGET_MAX_COST =
            optional("budget.max-cost", ValueTypes.DOLLARS, NONE, "what the whole run may cost");
    static final JobKey<BigDecimal> BUDGET_PRICE =
            optional("budget.price", ValueTypes.DOLLARS, "the service's", "the price of one output");
    static final JobKey<Integer> CANARY =
            optional("canary", ValueTypes.COUNT, NONE, "so many rows first; stop if too many of them fail");
    static final JobKey<Deadline> DEADLINE =
            optional("deadline", ValueTypes.DEADLINE, NONE, "nothing is submitted after it");
    static final JobKey<URI> NOTIFY_URL =
            optional("notify.url", ValueTypes.WEBHOOK, NONE, "where summary.json is posted to");
    static final JobKey<List<Occasion>> NOTIFY_ON =
            withDefault("notify.on", ValueTypes.OCCASIONS, "[failure]", "when it is posted");
    static final JobKey<Rate> SUBMIT_RATE = withDefault("submit.rate", ValueTypes.RATE, "2/s", "the pace of buying");
    static final JobKey<Integer> SUBMIT_MAX_IN_FLIGHT =
            withDefault("submit.max-in-flight", ValueTypes.COUNT, "8", "how many may be at the service at once");
    static final JobKey<Duration> POLL_QUEUE_TIMEOUT =
            withDefault("poll.queue-timeout", ValueTypes.TIMEOUT, "20m", "waiting at the service, then cancelled");
    static final JobKey<Duration> POLL_RUN_TIMEOUT =
            withDefault("poll.run-timeout", ValueTypes.TIMEOUT, "10m", "running at the service, then timed_out");
    static final JobKey<Integer> RETRY_ATTEMPTS =
            withDefault("retry.attempts", ValueTypes.COUNT, "5", "how often a download is tried");
    static final JobKey<Quantities.Range> RETRY_BACKOFF =
            withDefault("retry.backoff", ValueTypes.RANGE, "1s..1m", "the first and the longest pause between");
    static final JobKey<Duration> OUTAGE_LIMIT =
            withDefault("outage-limit", ValueTypes.TIMEOUT, "30m", "how long the service may be away");
    static final JobKey<Integer> DOWNLOAD_CONCURRENCY =
            withDefault("download.concurrency", ValueTypes.COUNT, "8", "how many downloads go on at once");
    static final JobKey<Long> DOWNLOAD_MAX_SIZE =
            withDefault("download.max-size", ValueTypes.SIZE, "200MB", "the most a picture may have");
    static final JobKey<String> DOWNLOAD_NAME = withDefault(
            "download.name", ValueTypes.FILE_NAME, "\"{{id}}-{{n}}.{{ext}}\"", "the files' names; / makes folders");
    static final JobKey<FailThreshold> FAIL_THRESHOLD =
            withDefault("fail-threshold", ValueTypes.THRESHOLD, "0", "how many rows may lack a picture at exit 0");
    static final JobKey<Integer> CONFIRM_OVER =
            withDefault("confirm-over", ValueTypes.PURCHASES, "50", "asks before more purchases than this");
    static final JobKey<Boolean> REUSE =
            withDefault("reuse", ValueTypes.SWITCH, "true", "takes an earlier success's files");
    static final JobKey<List<String>> CHECKS_FAIL =
            withDefault("checks.fail", ValueTypes.FLAGS, "[]", "the flags that make a row failed");
    static final JobKey<Optional<Character>> CSV_DELIMITER = withDefault(
            "csv.delimiter", ValueTypes.DELIMITER, "auto", "of written files; auto is the manifest's, else a comma");
    static final JobKey<Character> CSV_DECIMAL =
            withDefault("csv.decimal", ValueTypes.DECIMAL, "\".\"", "the decimal point of written numbers");
    static final JobKey<Boolean> CSV_BOM =
            withDefault("csv.bom", ValueTypes.SWITCH, "true", "whether written files start with a byte order mark");
    static final JobKey<List<String>> REPORT_BY =
            withDefault("report.by", ValueTypes.COLUMNS, "[]", "kept columns that get a report of their own");
    static final JobKey<Sources> REPORT_SOURCES =
            withDefault("report.sources", ValueTypes.SOURCES, "thumbnails", "the source pictures in report.html");
    static final JobKey<Integer> SIMULATOR_CAPACITY =
            withDefault("simulator.capacity", ValueTypes.COUNT, "8", "how many requests it works on at once");
    static final JobKey<Duration> SIMULATOR_SERVICE_TIME =
            withDefault("simulator.service-time", ValueTypes.DURATION, "2s", "how long it works on one");
    static final JobKey<Long> SIMULATOR_SEED = withDefault("simulator.seed", ValueTypes.SEED, "1", "of its chances");
    static final JobKey<FaultRules> SIMULATOR_FAULTS =
            withDefault("simulator.faults", ValueTypes.FAULTS, "{}", "what goes wrong, how often and when");
    static final JobKey<String> OUTPUT =
            withDefault("output", ValueTypes.OUTPUT, "../runs/{{run}}", "where results go; {{run}} is the run's id");

    /** In the order in which the documentation lists them. */
    static final List<JobKey<?>> ALL = List.of(
            NAME,
            MANIFEST,
            MODEL,
            MODELS,
            API,
            COLUMNS_ID,
            COLUMNS_KEEP,
            COLUMNS_IGNORE,
            INPUT,
            BUDGET_MAX_COST,
            BUDGET_PRICE,
            CANARY,
            DEADLINE,
            NOTIFY_URL,
            NOTIFY_ON,
            SUBMIT_RATE,
            SUBMIT_MAX_IN_FLIGHT,
            POLL_QUEUE_TIMEOUT,
            POLL_RUN_TIMEOUT,
            RETRY_ATTEMPTS,
            RETRY_BACKOFF,
            OUTAGE_LIMIT,
            DOWNLOAD_CONCURRENCY,
            DOWNLOAD_MAX_SIZE,
            DOWNLOAD_NAME,
            FAIL_THRESHOLD,
            CONFIRM_OVER,
            REUSE,
            CHECKS_FAIL,
            CSV_DELIMITER,
            CSV_DECIMAL,
            CSV_BOM,
            REPORT_BY,
            REPORT_SOURCES,
            SIMULATOR_CAPACITY,
            SIMULATOR_SERVICE_TIME,
            SIMULATOR_SEED,
            SIMULATOR_FAULTS,
            OUTPUT);

    private JobKeys() {}
}
