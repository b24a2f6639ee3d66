package dev.darkroom.jobfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.manifest.InputProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmitEndTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant MORNING = Instant.parse("2026-11-28T05:48:00Z");
    private static final Instant EVENING = Instant.parse("2026-11-28T21:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void a_start_after_the_nights_deadline_is_warned_that_it_buys_until_tomorrows() throws IOException {
        assertThat(warning("deadline: 06:00", MORNING))
                .map(InputProblem::toString)
                .hasValueSatisfying(
                        text -> assertThat(text)
                                .contains(
                                        "job.yaml:3:11: warning: the deadline 06:00 is 23 hours ahead, and a start now buys until"
                                                + " then. To buy at night alone, set a window that ends with it, such as window: 22:00-06:00"));
    }

    @Test
    void a_start_in_the_night_a_window_and_a_duration_are_not_warned_of() throws IOException {
        assertThat(warning("deadline: 06:00", EVENING)).isEmpty();
        assertThat(warning("deadline: 06:00\nwindow: 22:00-06:00", MORNING)).isEmpty();
        assertThat(warning("deadline: 20h", MORNING)).isEmpty();
        assertThat(warning("name: x", MORNING)).isEmpty();
    }

    private Optional<InputProblem> warning(String keys, Instant start) throws IOException {
        Path job = Files.writeString(
                folder.resolve("job.yaml"),
                "manifest: rows.csv\nmodel: blackforestlabs/flux-2/flash/edit\n" + keys + "\n");
        return SubmitEnd.warning(JobFile.read(job, JobOverrides.NONE, Map.of()), start, BERLIN);
    }
}
