package dev.darkroom.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.io.FileMover;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class MetricsTextTest {

    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\"";
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{" + LABEL + "(?:," + LABEL + ")*})? (-?\\d+(?:\\.\\d+)?)");
    private static final Pattern HELP = Pattern.compile("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) ([^\\\\\\n]+)");
    private static final Pattern TYPE = Pattern.compile("# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) gauge");
    private static final String RUN = "{job=\"nightly\",run=\"nightly-2026-11-21\"}";

    @TempDir
    private Path folder;

    @Test
    void every_figure_of_the_summary_is_there() {
        Map<String, BigDecimal> samples = parsed(MetricsText.of(SampleSummaries.stopped()));

        assertThat(samples)
                .containsEntry("darkroom_spent_usd" + RUN, new BigDecimal("24.68"))
                .containsEntry("darkroom_estimated_usd" + RUN, new BigDecimal("25.00"))
                .containsEntry("darkroom_cap_usd" + RUN, new BigDecimal("25.00"))
                .containsEntry("darkroom_requests_submitted" + RUN, new BigDecimal("1234"))
                .containsEntry("darkroom_rate_per_second" + RUN, new BigDecimal("1.9"))
                .containsEntry("darkroom_seconds_left" + RUN, new BigDecimal("120"))
                .containsEntry("darkroom_exit_code" + RUN, new BigDecimal("4"))
                .containsEntry("darkroom_started_timestamp_seconds" + RUN, new BigDecimal("1795262400.000"))
                .containsEntry("darkroom_ended_timestamp_seconds" + RUN, new BigDecimal("1795262490.000"))
                .containsEntry(with("darkroom_state", "state=\"stopped\""), BigDecimal.ONE)
                .containsEntry(with("darkroom_state", "state=\"running\""), BigDecimal.ZERO)
                .containsEntry(with("darkroom_rows", "status=\"failed\""), new BigDecimal("3"))
                .containsEntry(with("darkroom_rows", "status=\"rejected\""), BigDecimal.ZERO);
    }

    @Test
    void what_is_not_known_is_left_out_rather_than_nought() {
        assertThat(parsed(MetricsText.of(SampleSummaries.running())).keySet())
                .noneMatch(name -> name.startsWith("darkroom_estimated_usd")
                        || name.startsWith("darkroom_exit_code")
                        || name.startsWith("darkroom_ended")
                        || name.startsWith("darkroom_rate")
                        || name.startsWith("darkroom_seconds_left"));
    }

    @Test
    void a_name_can_neither_end_its_label_nor_the_line() {
        RunSummary plain = SampleSummaries.stopped();
        RunSummary hostile = new RunSummary(
                "a\"} 1\nb\\",
                plain.job(),
                plain.state(),
                plain.stopReason(),
                plain.exitCode(),
                plain.manifest(),
                plain.manifestSha256(),
                plain.startedAt(),
                plain.updatedAt(),
                plain.endedAt(),
                plain.rows(),
                plain.requests(),
                plain.cost(),
                plain.ratePerS(),
                plain.secondsLeft(),
                plain.pausedUntil(),
                plain.errors(),
                plain.darkroomVersion());

        assertThat(parsed(MetricsText.of(hostile)))
                .containsKey("darkroom_spent_usd{job=\"nightly\",run=\"a\\\"} 1\\nb\\\\\"}");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void it_stands_beside_each_summary_for_all_to_read() throws Exception {
        Path output = folder.resolve("out/summary.json");
        Path workspace = folder.resolve("home/summary.json");

        new SummaryFile(List.of(output, workspace), FileMover.atomic()).write(SampleSummaries.stopped());

        for (Path summary : List.of(output, workspace)) {
            Path metrics = summary.resolveSibling("metrics.prom");
            assertThat(metrics).hasContent(MetricsText.of(SampleSummaries.stopped()));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(metrics)))
                    .isEqualTo("rw-r--r--");
        }
        assertThat(OutputFiles.in(folder.resolve("out")))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("summary.json", "metrics.prom");
    }

    /** Returns the samples by name and labels; fails at whatever the format's grammar does not allow. */
    private static Map<String, BigDecimal> parsed(String text) {
        assertThat(text).endsWith("\n").doesNotContain("\r");
        Map<String, BigDecimal> samples = new LinkedHashMap<>();
        Set<String> families = new HashSet<>();
        String family = "";
        boolean helped = false;
        for (String line : text.lines().toList()) {
            Matcher help = HELP.matcher(line);
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (help.matches()) {
                family = help.group(1);
                helped = true;
                assertThat(families.add(family)).as("%s stands once", family).isTrue();
            } else if (type.matches()) {
                assertThat(helped).isTrue();
                assertThat(type.group(1)).isEqualTo(family);
                helped = false;
            } else {
                assertThat(sample.matches()).as(line).isTrue();
                assertThat(sample.group(1)).isEqualTo(family);
                String labels = sample.group(2) == null ? "" : sample.group(2);
                assertThat(samples.put(family + labels, new BigDecimal(sample.group(3))))
                        .as(line)
                        .isNull();
            }
        }
        return samples;
    }

    private static String with(String name, String label) {
        return name + RUN.replace("}", "," + label + "}");
    }
}
