package dev.darkroom.jobfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.checks.CheckFlag;
import dev.darkroom.checks.ShopLimits;
import dev.darkroom.checks.ShopLimits.AlphaRule;
import dev.darkroom.checks.ShopLimits.ExactGround;
import dev.darkroom.checks.ShopLimits.FillRange;
import dev.darkroom.checks.ShopLimits.LeastSize;
import dev.darkroom.errors.SourceFault;
import dev.darkroom.jobfile.rules.BudgetRules;
import dev.darkroom.jobfile.rules.CsvRules;
import dev.darkroom.jobfile.rules.DeadlineRule;
import dev.darkroom.jobfile.rules.DownloadRules;
import dev.darkroom.jobfile.rules.FailThreshold;
import dev.darkroom.jobfile.rules.FailureRate;
import dev.darkroom.jobfile.rules.LookRules.LookMode;
import dev.darkroom.jobfile.rules.NotifyRules;
import dev.darkroom.jobfile.rules.NotifyRules.MailRules;
import dev.darkroom.jobfile.rules.NotifyRules.MailTls;
import dev.darkroom.jobfile.rules.NotifyRules.NotifyFormat;
import dev.darkroom.jobfile.rules.NotifyRules.NotifyOccasion;
import dev.darkroom.jobfile.rules.OverruleRule;
import dev.darkroom.jobfile.rules.PollRules;
import dev.darkroom.jobfile.rules.PublishRules;
import dev.darkroom.jobfile.rules.PublishRules.PublishMark;
import dev.darkroom.jobfile.rules.ReportRules;
import dev.darkroom.jobfile.rules.ReportRules.SourceEmbedding;
import dev.darkroom.jobfile.rules.RetryRules;
import dev.darkroom.jobfile.rules.WindowRule;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.choice.PriorityRule;
import dev.darkroom.manifest.choice.PriorityRule.PriorityOrder;
import dev.darkroom.models.IgnoredQuery;
import dev.darkroom.models.ListSeparator;
import dev.darkroom.picture.PictureType;
import dev.darkroom.simulator.faults.FaultRules;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JobFileKeysTest {

    private final JobFiles jobs;
    private final Path folder;

    JobFileKeysTest(@TempDir Path folder) {
        this.folder = folder;
        this.jobs = new JobFiles(folder);
    }

    static Stream<Arguments> every_key() {
        return Stream.of(
                row("name", "2026-11-21", "my job", JobSpec::name, "2026-11-21"),
                row("model", "a/b", "[a]", JobSpec::model, "a/b"),
                row("api", "simulator", "ftp://x.example", job -> job.api().inProcess(), true),
                row(
                        "columns.id",
                        "'{{sku}}-{{view}}'",
                        "'{{sku'",
                        job -> job.columns().id(),
                        "{{sku}}-{{view}}"),
                row("columns.keep", "[a, b]", "a", job -> job.columns().keep(), List.of("a", "b")),
                row(
                        "columns.separator",
                        "newline",
                        "\"/\"",
                        job -> job.columns().separator(),
                        ListSeparator.NEWLINE),
                row(
                        "columns.fill-down",
                        "[Title, Vendor]",
                        "Title",
                        job -> job.columns().fillDown(),
                        List.of("Title", "Vendor")),
                row(
                        "sources.ignore-query",
                        "[sig, Expires]",
                        "[sig, sig]",
                        job -> job.rowInput().ignoredQuery(),
                        new IgnoredQuery(false, Set.of("sig", "Expires"))),
                row(
                        "sources.look",
                        "always",
                        "sometimes",
                        job -> job.sourceLook().look(),
                        LookMode.ALWAYS),
                row(
                        "sources.reject",
                        "[login-page, missing]",
                        "[lost]",
                        job -> job.sourceLook().rules().reject(),
                        Set.of(SourceFault.LOGIN_PAGE, SourceFault.MISSING)),
                row(
                        "sources.max-proportion-error",
                        "12%",
                        "wide",
                        job -> job.sourceLook().rules().maxProportionError(),
                        0.12),
                row("sources.ignore-query", "true", "sig", job -> job.rowInput().ignoredQuery(), IgnoredQuery.ALL),
                row("sheet", "Products", "\"\"", JobSpec::sheet, "Products"),
                row(
                        "columns.fill-within",
                        "Handle",
                        "\"\"",
                        job -> job.columns().fillWithin(),
                        "Handle"),
                row(
                        "sources.upload",
                        "s3://shots/in",
                        "shots/in",
                        job -> job.sources().uploads("r-1"),
                        new BucketLocation("shots", "in/r-1")),
                row("sources.data-uri", "true", "maybe", job -> job.sources().dataUri(), true),
                row("sources.folder", "/shots", "[]", job -> job.sources().folder(), Path.of("/shots")),
                row("sources.keep-uploads", "on", "2", job -> job.sources().keepUploads(), true),
                row("columns.required", "[title]", "title", job -> job.columns().required(), List.of("title")),
                row(
                        "columns.ignore",
                        "[seed]",
                        "[seed, seed]",
                        job -> job.columns().ignore(),
                        List.of("seed")),
                row(
                        "candidates.prompts",
                        "['{{a}} x', y]",
                        "['{{a']",
                        job -> job.candidates().prompts(),
                        List.of("{{a}} x", "y")),
                row("candidates.models", "[a/b]", "a/b", job -> job.candidates().models(), List.of("a/b")),
                row(
                        "candidates.job",
                        "night.yaml",
                        "''",
                        job -> Objects.requireNonNull(job.triedJob()).getFileName(),
                        Path.of("night.yaml")),
                row("variants", "3", "101", job -> job.rowInput().variants(), 3),
                row(
                        "rows.where",
                        "brand = acme",
                        "brand acme",
                        job -> String.valueOf(job.rows().where()),
                        "brand = acme"),
                row(
                        "rows.numbers",
                        "1-3,7",
                        "3-1",
                        job -> String.valueOf(job.rows().numbers()),
                        "1-3,7"),
                row("rows.sample", "20", "0", job -> job.rows().sample(), 20),
                row(
                        "priority",
                        "rank",
                        "[rank]",
                        JobSpec::priority,
                        new PriorityRule("rank", PriorityOrder.DESC, List.of())),
                row(
                        "priority",
                        "{ column: rank, order: asc }",
                        "{ column: rank, order: up }",
                        JobSpec::priority,
                        new PriorityRule("rank", PriorityOrder.ASC, List.of())),
                row(
                        "priority",
                        "{ column: class, order: [express, normal] }",
                        "{ order: asc }",
                        JobSpec::priority,
                        new PriorityRule("class", PriorityOrder.LISTED, List.of("express", "normal"))),
                row("budget.max-cost", "25.00", "$25", job -> job.budget().maxCost(), new BigDecimal("25.00")),
                row("budget.price", "0.02", "-1", job -> job.budget().price(), new BigDecimal("0.02")),
                row("budget.per-day", "40.00", "much", job -> job.budget().perDay(), new BigDecimal("40.00")),
                row("budget.per-month", "600", "-1", job -> job.budget().perMonth(), new BigDecimal("600")),
                row("canary", "20", "0", JobSpec::canary, 20),
                row("stop-if", "30% of 50", "30%", JobSpec::stopIf, new FailureRate(15, 50)),
                row("stop-if", "3 of 7", "8 of 7", JobSpec::stopIf, new FailureRate(3, 7)),
                row("stop-if-same", "20", "0", JobSpec::stopIfSame, 20),
                row(
                        "window",
                        "22:00-06:00 Europe/Berlin",
                        "22:00-06:00 Europe/Berlen",
                        JobSpec::window,
                        new WindowRule(LocalTime.of(22, 0), LocalTime.of(6, 0), ZoneId.of("Europe/Berlin"))),
                row(
                        "window",
                        "9:00 - 24:00",
                        "6h",
                        JobSpec::window,
                        new WindowRule(LocalTime.of(9, 0), LocalTime.MIDNIGHT, null)),
                row("deadline", "06:00", "25:00", JobSpec::deadline, new DeadlineRule(null, LocalTime.of(6, 0))),
                row(
                        "notify.url",
                        "https://hooks.example/x?key=1",
                        "http://hooks.example",
                        job -> job.notifications().stream()
                                .findFirst()
                                .map(NotifyRules::url)
                                .orElse(null),
                        URI.create("https://hooks.example/x?key=1")),
                row(
                        "submit.rate",
                        "120/min",
                        "2 per s",
                        job -> job.submit().rate().interval(),
                        Duration.ofMillis(500)),
                row(
                        "models",
                        "[{ title: own/model, properties: { prompt: { type: string } } }]",
                        "[{ title: own/model }]",
                        job -> job.models().get(0).id(),
                        "own/model"),
                row("submit.max-in-flight", "64", "many", job -> job.submit().maxInFlight(), 64),
                row("poll.queue-timeout", "1h", "20", job -> job.poll().queueTimeout(), Duration.ofHours(1)),
                row("poll.run-timeout", "90s", "0", job -> job.poll().runTimeout(), Duration.ofSeconds(90)),
                row("retry.attempts", "1", "0", job -> job.retry().attempts(), 1),
                row("retry.backoff", "2s..3s", "3s..2s", job -> job.retry().backoffTo(), Duration.ofSeconds(3)),
                row("outage-limit", "PT10M", "soon", JobSpec::outageLimit, Duration.ofMinutes(10)),
                row("download.concurrency", "2", "1.5", job -> job.download().concurrency(), 2),
                row(
                        "download.max-size",
                        "1MiB",
                        "1 parsec",
                        job -> job.download().maxSizeBytes(),
                        1_048_576L),
                row("download.name", "'a/{{id}}'", "../x", job -> job.download().name(), "a/{{id}}"),
                row("fail-threshold", "5%", "101%", job -> job.failThreshold().percent(), BigDecimal.valueOf(5)),
                row("confirm-over", "-1", "-2", JobSpec::confirmOver, -1),
                row("reuse", "no", "maybe", JobSpec::reuse, false),
                row("checks.fail", "[size]", "size", job -> job.checks().fail(), List.of(CheckFlag.SIZE)),
                row(
                        "checks.pixels",
                        "25MP",
                        "101MP",
                        job -> job.checks().limits().pixels(),
                        25_000_000L),
                row("checks.format", "off", "jpeg", job -> job.checks().limits().format(), false),
                row("checks.size", "0", "2%", job -> job.checks().limits().size(), OptionalInt.of(0)),
                row("checks.aspect", "off", "101%", job -> job.checks().limits().aspect(), OptionalDouble.empty()),
                row("checks.blank", "1%", "-1", job -> job.checks().limits().blank(), OptionalDouble.of(0.01)),
                row(
                        "checks.identical",
                        "0.5",
                        "much",
                        job -> job.checks().limits().identical(),
                        OptionalDouble.of(0.5)),
                row("checks.background", "'#F5f5f0'", "snow", JobFileKeysTest::colour, 0xf5f5f0),
                row("checks.background", "white", "'#fff'", JobFileKeysTest::colour, 0xffffff),
                row(
                        "checks.blurred",
                        "12.5",
                        "sharp",
                        job -> job.checks().limits().blurred(),
                        OptionalDouble.of(12.5)),
                row(
                        "checks.preset",
                        "amazon-main",
                        "amazon",
                        job -> job.checks().limits().shop().fill(),
                        Optional.of(new FillRange(0.85, 1))),
                row(
                        "checks.formats",
                        "[jpg, png]",
                        "[tiff]",
                        job -> shop(job).formats(),
                        List.of(PictureType.JPEG, PictureType.PNG)),
                row(
                        "checks.small",
                        "250x300",
                        "wide",
                        job -> shop(job).small(),
                        Optional.of(new LeastSize(1, 250, 300))),
                row("checks.small", "1000", "0", job -> shop(job).small(), Optional.of(new LeastSize(1000, 1, 1))),
                row("checks.profile", "on", "srgb", job -> shop(job).profile(), true),
                row(
                        "checks.not-white",
                        "2%",
                        "white",
                        job -> shop(job).notWhite(),
                        Optional.of(new ExactGround(0xffffff, OptionalInt.empty(), 0.02))),
                row(
                        "checks.fill",
                        "75%..90%",
                        "75%-90%",
                        job -> shop(job).fill(),
                        Optional.of(new FillRange(0.75, 0.9))),
                row("checks.off-centre", "5%", "101%", job -> shop(job).offCentre(), OptionalDouble.of(0.05)),
                row("checks.alpha", "channel", "all", job -> shop(job).alpha(), AlphaRule.CHANNEL),
                row("checks.colour-shift", "12.5", "red", job -> shop(job).colourShift(), OptionalDouble.of(12.5)),
                row("checks.cut-off", "0.02", "2", job -> shop(job).cutOff(), OptionalDouble.of(0.02)),
                row("checks.no-ai-mark", "true", "maybe", job -> shop(job).aiMark(), true),
                row("checks.text-changed", "30%", "-1", job -> shop(job).textChanged(), OptionalDouble.of(0.3)),
                row(
                        "checks.command",
                        "['[', '{{file}}', '{{file}}']",
                        "look",
                        job -> job.checks().program().command(),
                        List.of("[", "{{file}}", "{{file}}")),
                row(
                        "checks.command-timeout",
                        "2m",
                        "0s",
                        job -> job.checks().program().timeout(),
                        Duration.ofMinutes(2)),
                row("checks.group", "brand", "[a]", job -> job.checks().group(), Optional.of("brand")),
                row("csv.delimiter", "'|'", "'/'", job -> job.csv().delimiter(), '|'),
                row("csv.decimal", "','", "'''", job -> job.csv().decimal(), ','),
                row("csv.bom", "off", "2", job -> job.csv().bom(), false),
                row("results.xlsx", "on", "2", JobSpec::hasWorkbook, true),
                row("report.by", "[brand]", "{ a: 1 }", job -> job.report().by(), List.of("brand")),
                row(
                        "publish.name",
                        "'{{sku}}/{{n}}.{{ext}}'",
                        "'{{sku'",
                        job -> job.publish().name(),
                        "{{sku}}/{{n}}.{{ext}}"),
                row("publish.mark", "none", "maybe", job -> job.publish().mark(), PublishMark.NONE),
                row(
                        "publish.after",
                        "[{ srgb: convert }, { flatten: '#ffeedd' }, { pad: { width: 20, height: 10 } }, { jpeg: 92 }]",
                        "[{ jpeg: 101 }]",
                        job -> job.publish().recipe(),
                        "srgb:convert flatten:#ffeedd pad:20x10:#ffffff jpeg:92 mark:ai"),
                row("report.sources", "link", "all", job -> job.report().sources(), SourceEmbedding.LINK),
                row("review.overrule", "nobody", "ann", job -> job.overrule(), OverruleRule.NOBODY),
                row(
                        "review.overrule",
                        "[ann, ben]",
                        "[ann, ann]",
                        job -> job.overrule(),
                        new OverruleRule(false, Set.of("ann", "ben"))),
                row("simulator.capacity", "1", "-1", job -> job.simulator().capacity(), 1),
                row("simulator.service-time", "0", "-1s", job -> job.simulator().serviceTime(), Duration.ZERO),
                row("simulator.seed", "-7", "x", job -> job.simulator().seed(), -7L),
                row(
                        "simulator.faults",
                        "{ throttle: 0.5, submit-lost: 5% }",
                        "{ throttle: 2 }",
                        job -> job.simulator().faults(),
                        FaultRules.ofShares(Map.of("throttle", 0.5, "submit-lost", 0.05))),
                row(
                        "workspace.database",
                        "jdbc:postgresql://db.example/night?user=retouch",
                        "jdbc:mysql://db.example/night",
                        JobSpec::database,
                        "jdbc:postgresql://db.example/night?user=retouch"),
                row("output", "/x/{{run}}", "/x/{{id}}", job -> job.output("r-1"), "/x/r-1"),
                row("output", "s3://shots/{{run}}", "s3://{{run}}/x", job -> job.output("r-1"), "s3://shots/r-1"),
                row("output", "s3://shots/x/", "/x/output.s3/y", job -> job.output("r-1"), "s3://shots/x"));
    }

    private static ShopLimits shop(JobSpec job) {
        return job.checks().limits().shop();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("every_key")
    void a_good_value_is_read(String key, String good, String bad, Function<JobSpec, Object> value, Object expected) {
        assertThat(value.apply(jobs.with(nested(key, good)))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("every_key")
    void a_bad_value_is_refused_where_it_stands_with_what_is_allowed(
            String key, String good, String bad, Function<JobSpec, Object> value, Object expected) {
        String yaml = "manifest: rows.csv\n" + nested(key, bad.equals("'''") ? "''''" : bad);

        List<InputProblem> problems = jobs.problems(yaml);

        assertThat(problems).hasSize(1);
        InputProblem problem = problems.get(0);
        assertThat(problem.code()).isEqualTo("BAD_VALUE");
        assertThat(problem.message()).startsWith(key + " ");
        assertThat(problem.remedy()).startsWith("Give ");
        assertThat(problem.line()).isEqualTo(1 + key.split("\\.").length);
        assertThat(problem.warning()).isFalse();
    }

    @Test
    void the_table_of_cases_has_every_key() {
        Set<String> tried = every_key().map(row -> (String) row.get()[0]).collect(Collectors.toSet());
        List<String> others =
                new ArrayList<>(JobKeys.ALL.stream().map(JobKey::name).toList());
        others.removeAll(tried);

        assertThat(others)
                .containsExactly(
                        "manifest",
                        "input",
                        "rows.ids",
                        "rows.seed",
                        "notify.on",
                        "notify.format",
                        "notify.smtp.host",
                        "notify.smtp.port",
                        "notify.smtp.tls",
                        "notify.smtp.user",
                        "notify.smtp.from",
                        "notify.smtp.to",
                        "checks.background-tolerance",
                        "checks.background-share",
                        "checks.not-white-tolerance");
    }

    @Test
    void what_is_left_out_has_the_documented_default() {
        JobSpec job = jobs.read("manifest: rows.csv");

        assertThat(job.name()).isEqualTo("job");
        assertThat(job.manifests()).containsExactly(folder.resolve("rows.csv").toString());
        assertThat(job.model()).isNull();
        assertThat(job.api().identity()).isEqualTo("https://model-api.runcomfy.net/v1");
        assertThat(job.columns().id()).isNull();
        assertThat(job.columns().keep()).isNull();
        assertThat(job.columns().ignore()).isEmpty();
        assertThat(job.input()).isEmpty();
        assertThat(job.budget()).isEqualTo(new BudgetRules(null, null, null, null));
        assertThat(job.canary()).isNull();
        assertThat(job.deadline()).isNull();
        assertThat(job.notifications()).isEmpty();
        assertThat(job.submit().rate().interval()).isEqualTo(Duration.ofMillis(500));
        assertThat(job.submit().maxInFlight()).isEqualTo(8);
        assertThat(job.poll()).isEqualTo(new PollRules(Duration.ofMinutes(20), Duration.ofMinutes(10)));
        assertThat(job.retry()).isEqualTo(new RetryRules(5, Duration.ofSeconds(1), Duration.ofMinutes(1)));
        assertThat(job.outageLimit()).isEqualTo(Duration.ofMinutes(30));
        assertThat(job.download()).isEqualTo(new DownloadRules(8, 200_000_000, "{{id}}-{{n}}.{{ext}}"));
        assertThat(job.failThreshold()).isEqualTo(new FailThreshold(0L, null));
        assertThat(job.confirmOver()).isEqualTo(50);
        assertThat(job.reuse()).isTrue();
        assertThat(job.checks().fail()).isEmpty();
        assertThat(job.csv()).isEqualTo(new CsvRules(null, '.', true));
        assertThat(job.report()).isEqualTo(new ReportRules(List.of(), SourceEmbedding.THUMBNAILS));
        assertThat(job.publish()).isEqualTo(new PublishRules("{{id}}-{{n}}.{{ext}}", PublishMark.AI, List.of()));
        assertThat(job.simulator().capacity()).isEqualTo(8);
        assertThat(job.simulator().serviceTime()).isEqualTo(Duration.ofSeconds(2));
        assertThat(job.simulator().seed()).isEqualTo(1);
        assertThat(job.simulator().faults().isEmpty()).isTrue();
        assertThat(job.output("job-2026-11-21"))
                .isEqualTo(folder.resolve("../runs/job-2026-11-21").normalize().toString());
        assertThat(job.first()).isNull();
    }

    @Test
    void a_webhook_is_told_of_failures_unless_it_says_otherwise() {
        assertThat(jobs.with("notify: { url: 'https://a.example/secret' }").notifications())
                .containsExactly(new NotifyRules(
                        URI.create("https://a.example/secret"),
                        NotifyFormat.JSON,
                        null,
                        Set.of(NotifyOccasion.FAILURE)))
                .asString()
                .doesNotContain("secret");
        assertThat(jobs.with("notify:\n  url: http://localhost:1/x\n  on: [success, start]\n  format: slack")
                        .notifications())
                .containsExactly(new NotifyRules(
                        URI.create("http://localhost:1/x"),
                        NotifyFormat.SLACK,
                        null,
                        Set.of(NotifyOccasion.SUCCESS, NotifyOccasion.START)));
        assertThat(jobs.with("canary: 5").notifications()).isEmpty();
    }

    @Test
    void several_are_told_each_on_its_own_occasions() {
        List<NotifyRules> rules =
                jobs.with("""
                        notify:
                          - { url: "https://a.example/x", on: [stopped, start], format: teams }
                          - on: success
                            smtp: { host: smtp.example.com, user: night, from: night@example.com, to: ann@example.com }
                          - smtp: { host: relay, tls: none, from: a@b.example, to: [c@d.example, e@f.example] }
                        """.replace("on: success", "on: [success]")).notifications();
        assertThat(rules)
                .extracting(NotifyRules::on)
                .containsExactly(
                        Set.of(NotifyOccasion.STOPPED, NotifyOccasion.START),
                        Set.of(NotifyOccasion.SUCCESS),
                        Set.of(NotifyOccasion.FAILURE));
        assertThat(rules.get(1).mail())
                .isEqualTo(new MailRules(
                        "smtp.example.com",
                        587,
                        MailTls.STARTTLS,
                        "night",
                        "night@example.com",
                        List.of("ann@example.com")));
        assertThat(rules.get(2).mail())
                .isEqualTo(new MailRules(
                        "relay", 25, MailTls.NONE, null, "a@b.example", List.of("c@d.example", "e@f.example")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "notify: [{ on: [start] }] | notify.url is missing",
                "notify: [{ url: 'https://a.example' }, { url: 'https://b.example', on: [end] }] | notify.on \"end\" is not known here",
                "notify: [{ url: 'https://a.example', forma: slack }] | unknown key notify.forma",
                "notify: [https] | notify is a single value",
                "notify: { smtp: { host: a.example, from: a@b.example } } | notify.smtp.to is missing",
                "notify: { smtp: { host: a.example, from: nobody, to: a@b.example } } | notify.smtp.from \"nobody\" is not a mail address",
                "notify: { url: 'https://a.example', smtp: { host: a.example } } | notify has both url and smtp",
                "notify: { smtp: { host: a.example, tls: none, user: u, from: a@b.c, to: a@b.c } } | notify.smtp.user would be sent with its password in the clear",
                "notify: { smtp: { host: a.example, port: 70000, from: a@b.c, to: a@b.c } } | notify.smtp.port \"70000\" is more than 65535"
            })
    void what_is_wrong_with_an_entry_is_named_at_its_place(String yaml, String message) {
        assertThat(jobs.problems("manifest: rows.csv\n" + yaml)).singleElement().satisfies(problem -> {
            assertThat(problem.message()).isEqualTo(message);
            assertThat(problem.line()).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{ flaten: white }] | publish.after \"white\" belongs to flaten, which is not a step; the nearest is flatten",
                "[{ pad: { width: 9, hight: 8 } }] | publish.after \"8\" belongs to hight, which is not a key of pad; the nearest is height",
                "[{ pad: { width: 9 } }] | publish.after has a pad without height",
                "[{ pad: { width: 9, height: 10001 } }] | publish.after \"10001\" is more than 10000",
                "[{ jpeg: 9 }, { srgb: embed }] | publish.after has a step behind jpeg, which is the last one",
                "[{ srgb: embed }, { srgb: convert }] | publish.after has one step twice",
                "[{ srgb: adobe }] | publish.after \"adobe\" is neither convert nor embed",
                "[{ jpeg: 9, srgb: embed }] | publish.after has a step that is not one key with its value, such as jpeg: 92",
                "{ jpeg: 9 } | publish.after is a group of keys, not a list"
            })
    void a_step_that_is_not_known_or_not_whole_is_named(String steps, String message) {
        assertThat(jobs.problems("manifest: rows.csv\npublish: { after: " + steps + " }"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.message()).isEqualTo(message);
                    assertThat(problem.line()).isEqualTo(2);
                });
    }

    @Test
    void a_webhook_without_address_is_refused() {
        assertThat(jobs.problems("manifest: rows.csv\nnotify: { on: [start] }"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).isEqualTo("notify.url is missing"));
    }

    @Test
    void an_unknown_occasion_is_refused_with_the_known_ones() {
        List<InputProblem> problems =
                jobs.problems("manifest: rows.csv\nnotify: { url: 'https://a.example', on: [failure, end] }");

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.message()).isEqualTo("notify.on \"end\" is not known here");
            assertThat(problem.remedy()).isEqualTo("Give a list of start, success, failure, stopped");
            assertThat(problem.column()).isEqualTo("51");
        });
    }

    @Test
    void pictures_are_uploaded_or_sent_along_and_no_address_is_valid_for_more_than_seven_days() {
        assertThat(jobs.problems("manifest: rows.csv\nsources: { upload: 's3://shots/in', data-uri: true }"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).isEqualTo("sources has both upload and data-uri"));
        assertThat(jobs.problems("manifest: rows.csv\npoll: { queue-timeout: 7d }\nsources: { upload: 's3://shots' }"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.message()).contains("7 days at most");
                    assertThat(problem.line()).isEqualTo(3);
                });
        assertThat(jobs.with("sources: { upload: 's3://shots' }").sources().validity())
                .isEqualTo(Duration.ofHours(2));
    }

    @Test
    void reports_are_by_kept_columns() {
        List<InputProblem> problems =
                jobs.problems("manifest: rows.csv\ncolumns: { keep: [brand] }\nreport: { by: [brand, colour] }");

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains("colour").contains("columns.keep");
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.column()).isEqualTo("23");
        });
    }

    @ParameterizedTest
    @MethodSource("empty_values")
    void an_empty_value_or_the_word_none_is_the_default(String yaml) {
        JobSpec job = jobs.with(yaml);

        assertThat(job.canary()).isNull();
        assertThat(job.submit().maxInFlight()).isEqualTo(8);
    }

    static Stream<String> empty_values() {
        return Stream.of("canary:", "canary: none", "canary: ~", "submit:", "submit: { max-in-flight: }");
    }

    private static Arguments row(
            String key, String good, String bad, Function<JobSpec, Object> value, Object expected) {
        return arguments(key, good, bad, value, expected);
    }

    private static int colour(JobSpec job) {
        return job.checks().limits().background().orElseThrow().rgb();
    }

    private static String nested(String key, String value) {
        int dot = key.indexOf('.');
        return dot < 0 ? key + ": " + value : key.substring(0, dot) + ":\n  " + key.substring(dot + 1) + ": " + value;
    }
}
