package dev.darkroom.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.io.FileMover;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryFileTest {

    private final Path folder;

    SummaryFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void it_has_the_agreed_keys_in_their_order_with_nulls_where_nothing_is_known() throws IOException {
        Path file = folder.resolve("summary.json");
        new SummaryFile(List.of(file), FileMover.atomic()).write(SampleSummaries.running());

        assertThat(file).hasContent("""
                {
                  "format" : 1,
                  "results_format" : 1,
                  "run" : "nightly-2026-11-21",
                  "job" : "nightly",
                  "state" : "running",
                  "stop_reason" : null,
                  "exit_code" : null,
                  "manifest" : "samples/catalog.csv",
                  "manifest_sha256" : "abc",
                  "started_at" : "2026-11-21T12:00:00.000Z",
                  "updated_at" : "2026-11-21T12:05:00.123Z",
                  "ended_at" : null,
                  "rows" : {
                    "total" : 12,
                    "succeeded" : 5,
                    "reused" : 0,
                    "rejected" : 0,
                    "failed" : 3,
                    "timed_out" : 0,
                    "cancelled" : 0,
                    "download_failed" : 0,
                    "unknown" : 0,
                    "submitted" : 0,
                    "pending" : 4
                  },
                  "requests" : {
                    "submitted" : 8,
                    "possible_duplicates" : 1,
                    "throttled" : 2,
                    "retries" : 3
                  },
                  "cost" : {
                    "spent_usd" : 0.10,
                    "estimated_usd" : null,
                    "cap_usd" : 100.00,
                    "unknown_requests" : 1,
                    "balance_before_usd" : null,
                    "balance_before_at" : null,
                    "balance_after_usd" : null,
                    "balance_after_at" : null
                  },
                  "rate_per_s" : null,
                  "seconds_left" : null,
                  "paused_until" : null,
                  "errors" : [ {
                    "code" : "JOB_FAILED",
                    "rows" : 3,
                    "retryable" : true
                  } ],
                  "darkroom_version" : "0.1.0",
                  "review" : {
                    "approved" : 3,
                    "rejected" : 1,
                    "withdrawn" : 1,
                    "undecided" : 2,
                    "judged_by_two" : 1
                  }
                }
                """);
    }

    @Test
    void it_is_written_to_every_place_and_read_back_from_each() throws IOException {
        Path output = folder.resolve("runs/nightly/summary.json");
        Path workspace = folder.resolve(".darkroom/summary.json");
        RunSummary stopped = SampleSummaries.stopped();
        new SummaryFile(List.of(output, workspace), FileMover.atomic()).write(stopped);

        assertThat(SummaryFile.read(output)).contains(stopped);
        assertThat(SummaryFile.read(workspace)).contains(stopped);
    }

    @Test
    void a_place_that_is_held_open_does_not_keep_the_other_from_being_written() throws IOException {
        Path held = Files.writeString(folder.resolve("summary.json"), "old");
        Path other = folder.resolve("other/summary.json");
        FileMover mover = (from, to) -> {
            if (to.equals(held)) {
                throw new AccessDeniedException(to.toString());
            }
            FileMover.atomic().move(from, to);
        };

        assertThat(new SummaryFile(List.of(held, other), mover).write(SampleSummaries.running()))
                .hasSize(1);
        assertThat(SummaryFile.read(other)).contains(SampleSummaries.running());
    }

    @Test
    void where_there_is_none_nothing_is_read() throws IOException {
        assertThat(SummaryFile.read(folder.resolve("summary.json"))).isEmpty();
    }

    @Test
    void what_is_no_summary_is_named() throws IOException {
        Path torn = Files.writeString(folder.resolve("summary.json"), "{\"run\":");
        Path strange = Files.writeString(folder.resolve("strange.json"), "{\"run\":\"x\"}");

        assertThatThrownBy(() -> SummaryFile.read(torn))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a summary");
        assertThatThrownBy(() -> SummaryFile.read(strange)).isInstanceOf(IOException.class);
    }

    @Test
    void a_process_that_has_been_silent_for_a_minute_died() {
        Instant updated = SampleSummaries.running().updatedAt();

        assertThat(SampleSummaries.running().died(updated.plusSeconds(59))).isFalse();
        assertThat(SampleSummaries.running().died(updated.plusSeconds(60))).isTrue();
        assertThat(SampleSummaries.stopped().died(updated.plusSeconds(600))).isFalse();
    }
}
