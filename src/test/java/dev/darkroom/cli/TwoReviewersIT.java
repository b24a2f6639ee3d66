package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.job.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two people review a night, disagree on a picture and withdraw a verdict; two more nights reuse what they approved. */
class TwoReviewersIT {

    private static final String JOB = """
            name: night
            manifest: rows.csv
            model: blackforestlabs/flux-2/flash/edit
            api: simulator
            columns: { id: sku }
            input: { prompt: "{{title}} on white", image_size: square }
            submit: { rate: 500/s }
            simulator: { service-time: 0s }
            review: { overrule: [ann] }
            output: out/{{run}}
            """;

    private static final String ANN = """
            id,decision,note,reviewer,reviewed_at
            MUG-1,approved,,ann,2026-11-21T08:00:00Z
            MUG-2,rejected,too dark,ann,2026-11-21T08:01:00Z
            MUG-3,approved,,ann,2026-11-21T08:02:00Z
            """;

    private static final String BEN = """
            id,decision,note,reviewed_at
            MUG-1,approved,nice,2026-11-21T09:00:00Z
            MUG-2,approved,,2026-11-21T09:01:00Z
            MUG-4,approved,,2026-11-21T09:02:00Z
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void workspace() throws IOException {
        Files.createDirectory(folder.resolve(".darkroom"));
        write("job.yaml", JOB);
        write("rows.csv", """
                sku,title,image_urls,verdict
                MUG-1,Mug,https://a.example/1.jpg,old
                MUG-2,Cup,https://a.example/2.jpg,
                MUG-3,Jug,https://a.example/3.jpg,
                MUG-4,Pot,https://a.example/4.jpg,
                """);
        write("ann.csv", ANN);
        write("ben.csv", BEN);
        write("withdrawn.csv", "id,decision,note,reviewer\nMUG-3,withdrawn,not yet,ann\n");
    }

    @Test
    void a_conflict_a_withdrawal_and_what_later_nights_say() throws IOException {
        String first = night();
        String unreviewed = text(first, "results.csv");
        assertThat(unreviewed.lines().findFirst().orElseThrow()).endsWith(",redo_of,sku,title,kept_verdict");
        assertThat(text(first, "summary.json")).doesNotContain("\"review\"");

        CliRun both = darkroom("review", first, "ann.csv", "ben.csv", "--reviewer", "ben");

        assertThat(both.code()).as(both.err()).isZero();
        assertThat(both.errLines())
                .contains("conflict: MUG-2: ann rejected (ann.csv:3), ben approved (ben.csv:3); it is rejected now");
        assertThat(both.out()).contains(first + ": 3 approved, 1 rejected, 0 with a picture not judged here");
        assertThat(lines("approved.csv"))
                .containsExactly(
                        "id,files", "MUG-1,images/MUG-1-1.png", "MUG-3,images/MUG-3-1.png", "MUG-4,images/MUG-4-1.png");
        assertThat(lines("conflicts.csv"))
                .containsExactly(
                        "id,line,outcome,decision,note,reviewer,reviewed_at,file,file_line",
                        "MUG-2,3,stands,rejected,too dark,ann,2026-11-21T08:01:00.000Z,ann.csv,3",
                        "MUG-2,3,overruled,approved,,ben,2026-11-21T09:01:00.000Z,ben.csv,3");
        assertThat(verdicts(first))
                .containsExactly(
                        "MUG-1 succeeded approved nice ben 2026-11-21T09:00:00.000Z -",
                        "MUG-2 succeeded rejected too dark ann 2026-11-21T08:01:00.000Z -",
                        "MUG-3 succeeded approved - ann 2026-11-21T08:02:00.000Z -",
                        "MUG-4 succeeded approved - ben 2026-11-21T09:02:00.000Z -");
        assertThat(text(first, "report.html"))
                .contains("\"verdict\":\"approved\",\"note\":\"nice\",\"reviewer\":\"ben\"");
        assertThat(review(first)).isEqualTo(counts(3, 1, 0, 0, 1));

        List<Path> files = List.of(
                folder.resolve("out/" + first + "/results.csv"),
                folder.resolve("out/" + first + "/results.jsonl"),
                folder.resolve("redo.csv"),
                folder.resolve("approved.csv"),
                folder.resolve("conflicts.csv"),
                folder.resolve("out/" + first + "/report/totals.csv"));
        List<String> before = read(files);
        long journal = Files.size(journal(first));
        assertThat(darkroom("review", first, "ann.csv", "ben.csv", "--reviewer", "ben")
                        .code())
                .isZero();
        assertThat(Files.size(journal(first))).as("nothing is recorded twice").isEqualTo(journal);
        assertThat(read(files.subList(0, 4))).isEqualTo(before.subList(0, 4));

        CliRun withdrawn = darkroom("review", first, "withdrawn.csv");
        assertThat(withdrawn.out()).contains("0 approved, 0 rejected, 1 withdrawn, 3 with a picture not judged here");
        assertThat(verdicts(first).get(2)).startsWith("MUG-3 succeeded withdrawn not yet ann ");
        assertThat(review(first)).isEqualTo(counts(2, 1, 1, 1, 1));

        String second = night();
        assertThat(verdicts(second))
                .containsExactly(
                        "MUG-1 reused approved nice ben 2026-11-21T09:00:00.000Z " + first,
                        "MUG-2 succeeded - - - - -",
                        "MUG-3 reused - - - - -",
                        "MUG-4 reused approved - ben 2026-11-21T09:02:00.000Z " + first);
        assertThat(text(second, "summary.json"))
                .as("carried approvals are no review of this night")
                .doesNotContain("\"review\"");
        write("second.csv", "id,decision,reviewer,reviewed_at\nMUG-4,rejected,ann,2026-11-22T08:00:00Z\n");
        assertThat(darkroom("review", second, "second.csv").code()).isZero();
        assertThat(verdicts(second).get(3)).isEqualTo("MUG-4 reused rejected - ann 2026-11-22T08:00:00.000Z -");

        String third = night();
        assertThat(verdicts(third))
                .containsExactly(
                        "MUG-1 reused approved nice ben 2026-11-21T09:00:00.000Z " + first,
                        "MUG-2 reused - - - - -",
                        "MUG-3 reused - - - - -",
                        "MUG-4 succeeded - - - - -");

        List<String> told = told(List.of(first, second, third));
        Files.delete(folder.resolve(".darkroom/ledger.mv.db"));
        assertThat(darkroom("resume", third, "--rebuild").code()).isZero();
        for (String run : List.of(first, second, third)) {
            assertThat(darkroom("report", run).code()).isZero();
        }
        assertThat(told(List.of(first, second, third))).isEqualTo(told);
    }

    @Test
    void a_carried_approval_that_is_withdrawn_is_withdrawn_in_that_night_and_carried_no_further() throws IOException {
        String first = night();
        assertThat(darkroom("review", first, "ann.csv").code()).isZero();
        String second = night();
        assertThat(verdicts(second).get(0)).startsWith("MUG-1 reused approved").endsWith(first);
        write("later.csv", "id,decision,note,reviewer\nMUG-1,withdrawn,a scratch,ben\nMUG-4,withdrawn,,ben\n");

        CliRun withdrawn = darkroom("review", second, "later.csv");

        assertThat(withdrawn.code()).as(withdrawn.err()).isZero();
        assertThat(withdrawn.out()).contains("0 approved, 0 rejected, 1 withdrawn,");
        assertThat(verdicts(second).get(0)).startsWith("MUG-1 reused withdrawn a scratch ben ");
        assertThat(review(second)).isEqualTo(counts(0, 0, 1, 2, 0));
        assertThat(verdicts(first).get(0)).startsWith("MUG-1 succeeded approved");
        assertThat(darkroom("publish", second, "--to", "shop").out()).contains(": 1 published,");
        assertThat(lines("shop/published.csv").get(1)).startsWith("MUG-3,MUG-3-1.png,published,");

        String third = night();

        assertThat(verdicts(third).get(0)).isEqualTo("MUG-1 reused - - - - -");
        assertThat(verdicts(third).get(2)).startsWith("MUG-3 reused approved").endsWith(first);
        write("again.csv", "id,decision,reviewer\nMUG-1,approved,ann\n");
        assertThat(darkroom("review", third, "again.csv").code()).isZero();
        assertThat(verdicts(night()).get(0)).startsWith("MUG-1 reused approved").endsWith(third);
    }

    @Test
    void what_nobody_may_overrule_stays_as_it_was_and_is_said_by_the_exit_code() throws IOException {
        write("job.yaml", JOB.replace("[ann]", "nobody"));
        String run = night();

        CliRun both = darkroom("review", run, "ann.csv", "ben.csv", "--reviewer", "ben");

        assertThat(both.code()).isEqualTo(ExitCode.USAGE);
        assertThat(both.err()).contains("it stays undecided").contains("1 of them are not decided");
        assertThat(verdicts(run).get(0)).startsWith("MUG-1 succeeded approved");
        assertThat(verdicts(run).get(1)).isEqualTo("MUG-2 succeeded - - - - -");
        assertThat(lines("conflicts.csv").subList(1, 3)).allMatch(line -> line.contains(",not taken,"));
        assertThat(lines("redo.csv")).hasSize(1);
    }

    private String night() {
        CliRun run = darkroom("run", "job.yaml", "--new");
        assertThat(run.code()).as(run.err()).isZero();
        return darkroom("status", "--json").json().path("run").asString();
    }

    /** Returns id, status and what the results say of verdicts, of each row; both files must say the same. */
    private List<String> verdicts(String run) throws IOException {
        List<String> verdicts = new ArrayList<>();
        for (String line : text(run, "results.jsonl").lines().toList()) {
            JsonNode row = JsonMapper.shared().readTree(line);
            List<String> cells = new ArrayList<>();
            for (String key :
                    List.of("id", "status", "verdict", "verdict_note", "reviewer", "reviewed_at", "verdict_from")) {
                JsonNode cell = row.path(key);
                assertThat(cell.isMissingNode()).as(key).isFalse();
                cells.add(cell.isNull() ? "-" : cell.asString());
            }
            verdicts.add(String.join(" ", cells));
        }
        List<String> csv = text(run, "results.csv").lines().toList();
        assertThat(csv.get(0))
                .endsWith(",sku,title,kept_verdict,verdict,verdict_note,reviewer,reviewed_at,verdict_from");
        assertThat(csv).hasSize(5);
        return verdicts;
    }

    private List<String> told(List<String> runs) throws IOException {
        List<String> told = new ArrayList<>();
        for (String run : runs) {
            told.addAll(verdicts(run));
        }
        return told;
    }

    private JsonNode review(String run) throws IOException {
        return JsonMapper.shared().readTree(text(run, "summary.json")).path("review");
    }

    private static JsonNode counts(int approved, int rejected, int withdrawn, int undecided, int byTwo) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("approved", approved)
                .put("rejected", rejected)
                .put("withdrawn", withdrawn)
                .put("undecided", undecided)
                .put("judged_by_two", byTwo);
    }

    private Path journal(String run) throws IOException {
        try (var files = Files.walk(folder.resolve(".darkroom"))) {
            return files.filter(file ->
                            file.toString().contains(run) && file.toString().contains("journal"))
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<String> read(List<Path> files) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path file : files) {
            texts.add(Files.readString(file));
        }
        return texts;
    }

    private String text(String run, String file) throws IOException {
        return Files.readString(folder.resolve("out").resolve(run).resolve(file));
    }

    private List<String> lines(String file) throws IOException {
        return Files.readString(folder.resolve(file))
                .replace("\uFEFF", "")
                .lines()
                .toList();
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private CliRun darkroom(String... arguments) {
        return CliRun.in(folder, arguments);
    }
}
