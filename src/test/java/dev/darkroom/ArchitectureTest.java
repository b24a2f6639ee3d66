package dev.darkroom;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.darkroom.io.DurableFolders;
import dev.darkroom.picture.ThumbnailStore;
import java.net.HttpURLConnection;
import java.net.URL;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.text.DateFormat;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Holds the rooms of the sources to their drawing: {@code cli → job → plan, review, report → the steps → step → what
 * they share}, arrows downwards alone.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {

    private static final String ROOT = "dev.darkroom";
    private static final String[] STEPS = {
        ROOT + ".stage..",
        ROOT + ".submit..",
        ROOT + ".collect..",
        ROOT + ".download..",
        ROOT + ".results..",
        ROOT + ".sources.."
    };

    /**
     * The types that stamp what is stored, read a stamp, keep a time of day, or hand the wall clock on to one that
     * does.
     */
    private static final Set<String> STAMPING = Set.of(
            "StoredPauses",
            "StageConfiguration",
            "SubmitConfiguration",
            "DeadlineGuard",
            "WindowGuard",
            "PeriodBudgetGuard",
            "CollectConfiguration",
            "SubmitAge",
            "DownloadConfiguration",
            "ReuseConfiguration",
            "Redownload",
            "SourcesConfiguration",
            "SourceChangeDetector",
            "SourceInspection",
            "SourcePictureFetch",
            "SourceHeaderFetch");

    /** The methods whose result depends on the default locale. */
    private static final Set<String> DEFAULT_LOCALE = Set.of(
            "java.lang.String.format(java.lang.String, [Ljava.lang.Object;)",
            "java.lang.String.formatted([Ljava.lang.Object;)",
            "java.lang.String.toLowerCase()",
            "java.lang.String.toUpperCase()",
            "java.io.PrintStream.printf(java.lang.String, [Ljava.lang.Object;)",
            "java.io.PrintStream.format(java.lang.String, [Ljava.lang.Object;)",
            "java.io.PrintWriter.printf(java.lang.String, [Ljava.lang.Object;)",
            "java.io.PrintWriter.format(java.lang.String, [Ljava.lang.Object;)",
            "java.util.Formatter.<init>()",
            "java.util.Formatter.<init>(java.lang.Appendable)",
            "java.time.format.DateTimeFormatter.ofPattern(java.lang.String)",
            "java.time.format.DateTimeFormatter.ofLocalizedDate(java.time.format.FormatStyle)",
            "java.time.format.DateTimeFormatter.ofLocalizedTime(java.time.format.FormatStyle)",
            "java.time.format.DateTimeFormatter.ofLocalizedDateTime(java.time.format.FormatStyle)",
            "java.time.format.DateTimeFormatter.localizedBy(java.util.Locale)",
            "java.time.format.DateTimeFormatterBuilder.toFormatter()",
            "java.util.Scanner.nextInt()",
            "java.util.Scanner.nextLong()",
            "java.util.Scanner.nextDouble()",
            "java.util.Scanner.nextBigDecimal()");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void packages_form_no_circles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void arrows_run_downwards() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("main")
                .definedBy(ROOT)
                .layer("cli")
                .definedBy(ROOT + ".cli..")
                .layer("job")
                .definedBy(ROOT + ".job..")
                .layer("plan")
                .definedBy(ROOT + ".plan..")
                .layer("review")
                .definedBy(ROOT + ".review..")
                .layer("publish")
                .definedBy(ROOT + ".publish..")
                .layer("reuse")
                .definedBy(ROOT + ".reuse..")
                .layer("steps")
                .definedBy(STEPS)
                .layer("report")
                .definedBy(ROOT + ".report..")
                .layer("step")
                .definedBy(ROOT + ".step..")
                .layer("jobfile")
                .definedBy(ROOT + ".jobfile..")
                .layer("setup")
                .definedBy(ROOT + ".setup..")
                .layer("simulator")
                .definedBy(ROOT + ".simulator..")
                .layer("manifest")
                .definedBy(ROOT + ".manifest..")
                .layer("models")
                .definedBy(ROOT + ".models..")
                .layer("ledger")
                .definedBy(ROOT + ".ledger..")
                .layer("api")
                .definedBy(ROOT + ".api..")
                .layer("checks")
                .definedBy(ROOT + ".checks..")
                .layer("fetch")
                .definedBy(ROOT + ".fetch..")
                .layer("sourcelook")
                .definedBy(ROOT + ".sourcelook..")
                .layer("picture")
                .definedBy(ROOT + ".picture..")
                .layer("pace")
                .definedBy(ROOT + ".pace..")
                .whereLayer("main")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("cli")
                .mayOnlyBeAccessedByLayers("main")
                .whereLayer("job")
                .mayOnlyBeAccessedByLayers("main", "cli")
                .whereLayer("plan")
                .mayOnlyBeAccessedByLayers("job", "cli")
                .whereLayer("review")
                .mayOnlyBeAccessedByLayers("job", "cli")
                .whereLayer("publish")
                .mayOnlyBeAccessedByLayers("job", "cli")
                .whereLayer("report")
                .mayOnlyBeAccessedByLayers("job", "cli")
                .whereLayer("reuse")
                .mayOnlyBeAccessedByLayers("plan", "job", "cli")
                .whereLayer("steps")
                .mayOnlyBeAccessedByLayers("reuse", "plan", "publish", "review", "report", "job", "cli")
                .whereLayer("step")
                .mayOnlyBeAccessedByLayers("reuse", "report", "steps", "job", "cli")
                .whereLayer("jobfile")
                .mayOnlyBeAccessedByLayers(
                        "report", "reuse", "steps", "step", "sourcelook", "plan", "publish", "job", "cli")
                .whereLayer("setup")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("simulator")
                .mayOnlyBeAccessedByLayers("jobfile", "job", "cli")
                .whereLayer("api")
                .mayOnlyBeAccessedByLayers("fetch", "jobfile", "steps", "plan", "job", "cli")
                .whereLayer("fetch")
                .mayOnlyBeAccessedByLayers("sourcelook", "steps", "job", "cli")
                .whereLayer("sourcelook")
                .mayOnlyBeAccessedByLayers("steps", "plan", "job", "cli")
                .whereLayer("checks")
                .mayOnlyBeAccessedByLayers("jobfile", "steps", "job", "cli")
                .whereLayer("ledger")
                .mayOnlyBeAccessedByLayers(
                        "fetch", "reuse", "steps", "step", "plan", "publish", "review", "report", "job", "cli")
                .check(classes);
    }

    @Test
    void what_starts_runs_knows_nothing_of_their_maintenance() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".job")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".job.maintenance")
                .check(classes);
    }

    @Test
    void files_and_text_know_of_no_other_room() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".io..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(ROOT + "..").and(not(resideInAnyPackage(ROOT + ".io.."))))
                .check(classes);
    }

    /** Holds the SDK to the one class that nobody loads without a bucket, and what it calls. */
    @Test
    void the_sdk_for_buckets_is_known_in_one_room() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".bucket")
                .should()
                .dependOnClassesThat(resideInAnyPackage("software.amazon.."))
                .check(classes);
    }

    @Test
    void buckets_know_files_and_text_alone() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".bucket..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(ROOT + ".bucket..", ROOT + ".io.."))))
                .check(classes);
    }

    @Test
    void workbooks_know_no_manifest() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".workbook..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..")
                        .and(not(resideInAnyPackage(ROOT + ".workbook..", ROOT + ".io..", ROOT + ".errors.."))))
                .check(classes);
    }

    /** Holds whoever makes a digest, sets permissions or moves a file over another to the one way of doing it. */
    @Test
    void hashes_permissions_and_replacements_have_one_maker_each() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".io..")
                .should()
                .callMethod(MessageDigest.class, "getInstance", String.class)
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(StandardCopyOption.class, PosixFilePermissions.class)
                .check(classes);
    }

    @Test
    void steps_share_the_ledger_and_nothing_else() {
        for (String step : STEPS) {
            String[] others =
                    Arrays.stream(STEPS).filter(other -> !other.equals(step)).toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(step)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(classes);
        }
    }

    @Test
    void the_page_knows_of_the_steps_nothing_but_results() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".report..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".stage..",
                        ROOT + ".submit..",
                        ROOT + ".collect..",
                        ROOT + ".download..",
                        ROOT + ".sources..")
                .check(classes);
    }

    /** Holds what is paid for, or tells of it, to folders made by the one class that forces their names. */
    @Test
    void folders_are_made_durably() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(DurableFolders.class, ThumbnailStore.class)
                .and()
                .resideOutsideOfPackage(ROOT + ".simulator..")
                .and()
                .doNotHaveSimpleName("PlanService")
                .should()
                .callMethod(Files.class, "createDirectories", Path.class, FileAttribute[].class)
                .orShould()
                .callMethod(Files.class, "createDirectory", Path.class, FileAttribute[].class)
                .check(classes);
    }

    @Test
    void http_clients_are_made_in_one_place() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".api.HttpClients")
                .should()
                .callMethod(HttpClient.class, "newBuilder")
                .orShould()
                .callMethod(HttpClient.class, "newHttpClient")
                .orShould()
                .callMethod(URL.class, "openConnection")
                .orShould()
                .callMethod(URL.class, "openStream")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(HttpURLConnection.class)
                .orShould()
                .dependOnClassesThat(resideInAnyPackage("io.micrometer.core.ipc.http.."))
                .check(classes);
    }

    @Test
    void nothing_is_repeated_by_a_timer_that_gives_up_at_the_first_exception() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".monitoring.RepeatingTimer")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ScheduledExecutorService.class, ScheduledThreadPoolExecutor.class, Timer.class)
                .check(classes);
    }

    @Test
    void error_codes_lie_below_all_other_rooms() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".errors..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(resideInAPackage(ROOT + ".errors.."))))
                .check(classes);
    }

    @Test
    void only_the_job_and_the_steps_know_spring_batch() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packagesThatMayBatch())
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.springframework.batch.."))
                .check(classes);
    }

    @Test
    void what_paces_and_times_out_counts_on_the_monotonic_clock() {
        String[] paced = Arrays.copyOf(STEPS, STEPS.length + 1);
        paced[STEPS.length] = ROOT + ".pace..";
        noClasses()
                .that()
                .resideInAnyPackage(paced)
                .and(are(not(anyOf(STAMPING))))
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(InstantSource.class)
                .check(classes);
    }

    @Test
    void nobody_reads_the_wall_clock_but_through_the_one_that_is_injected() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .check(classes);
    }

    /**
     * Holds text for machines, such as SQL, JSON and file names, to the digits, letters and calendar that machines read:
     * what takes no locale takes the user's.
     */
    @Test
    void text_does_not_depend_on_the_users_locale() {
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "takes the default locale",
                        call -> DEFAULT_LOCALE.contains(call.getTarget().getFullName())))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(NumberFormat.class, DateFormat.class, MessageFormat.class, Calendar.class)
                .check(classes);
    }

    /** Holds the variables that are read to those that docs/commands.md lists. */
    @Test
    void the_processs_variables_are_read_in_few_places() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".cli.shell.CommandShell")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".job.RunProcess")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".job.RunSpring")
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(classes);
    }

    private static DescribedPredicate<JavaClass> anyOf(Set<String> names) {
        return describe("among " + names, type -> names.contains(type.getSimpleName()));
    }

    private static String[] packagesThatMayBatch() {
        String[] packages = Arrays.copyOf(STEPS, STEPS.length + 5);
        packages[STEPS.length + 4] = ROOT + ".lending..";
        packages[STEPS.length] = ROOT + ".job..";
        packages[STEPS.length + 1] = ROOT + ".report..";
        packages[STEPS.length + 2] = ROOT + ".step..";
        packages[STEPS.length + 3] = ROOT + ".reuse..";
        return packages;
    }
}
