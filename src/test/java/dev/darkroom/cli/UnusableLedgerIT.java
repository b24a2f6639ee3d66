package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.SampleNight;
import dev.darkroom.job.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that is lost or damaged is the user's to restore: refused like any other input, before anything is bought. */
class UnusableLedgerIT {

    @TempDir
    private Path folder;

    @BeforeEach
    void aRun() throws IOException {
        SampleNight.write(folder, "output: runs/{{run}}\n", "id,prompt,image_urls\na,fine,https://a.example/1.jpg\n");
        assertThat(CliRun.in(folder, "run", "job.yaml").code()).isEqualTo(ExitCode.FINISHED);
    }

    @Test
    void a_lost_ledger_is_refused_with_the_way_to_restore_it() throws IOException {
        Files.delete(folder.resolve(".darkroom/ledger.mv.db"));

        refused("the ledger of the workspace", "is gone, but there is 1 run in it: 'resume --rebuild' restores it");
        assertThat(CliRun.in(folder, "resume", "--rebuild").code()).isEqualTo(ExitCode.FINISHED);
    }

    @Test
    void a_damaged_ledger_is_refused_with_the_way_to_restore_it() throws IOException {
        Path ledger = folder.resolve(".darkroom/ledger.mv.db");
        Files.write(ledger, "no ledger at all".repeat(1000).getBytes(StandardCharsets.UTF_8));

        refused("the ledger's file is damaged", "Restore it by: darkroom resume --rebuild");
    }

    private void refused(String... messages) {
        for (String command : new String[] {"run job.yaml", "plan job.yaml", "status", "runs", "resume"}) {
            CliRun refused = CliRun.in(folder, command.split(" "));
            assertThat(refused.code()).as(command + refused.err()).isEqualTo(ExitCode.USAGE);
            assertThat(refused.err()).as(command).contains(messages).doesNotContain("darkroom failed", "--debug");
        }
    }
}
