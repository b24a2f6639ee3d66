package dev.darkroom.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.ApiToken;
import dev.darkroom.api.ImageService;
import dev.darkroom.api.ServiceConnector;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.NightLedger;
import dev.darkroom.ledger.RowReads;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.simulator.ServiceSimulator;
import dev.darkroom.simulator.SimulatorSettings;
import dev.darkroom.simulator.SmallOutput;
import dev.darkroom.time.SettableClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Holds that the work of a run does not grow faster than its rows: counts, not times. */
class RowsReadOnceIT {

    private static final String MODEL = "blackforestlabs/flux-2/flash/edit";

    /** More than a page of any step, and many times what is in flight. */
    private static final int ROWS = 600;

    @TempDir
    private Path folder;

    @Test
    void no_step_reads_a_row_twice() throws Exception {
        SettableClock clock = new SettableClock();
        RowReads reads = new RowReads();
        SimulatorSettings settings = SmallOutput.settings(8, Duration.ofSeconds(1));
        try (ServiceSimulator simulator = ServiceSimulator.start(settings, null, 0, clock);
                NightLedger ledger = new NightLedger(folder, reads::counted)) {
            JobSpec job = job(simulator.base());
            ledger.begin(
                    "run",
                    IntStream.rangeClosed(1, ROWS).mapToObj(RowsReadOnceIT::row).toList(),
                    clock);
            ImageService service = new ServiceConnector(JsonMapper.shared(), clock)
                    .connect(simulator.base(), new ApiToken(ServiceSimulator.TOKEN));
            try (RunLedger opened = ledger.open(clock)) {
                opened.recovery().recover();
                new VirtualSteps(job, opened, service, clock, ledger.output(), false, 1).run();
                assertThat(opened.count(RowState.SUCCEEDED)).isEqualTo(ROWS);
            }
        }

        Collection<Map<Long, Integer>> bySteps = reads.bySelection().values();
        assertThat(bySteps).hasSize(3).allSatisfy(rows -> assertThat(rows).hasSize(ROWS));
        assertThat(bySteps)
                .allSatisfy(rows -> assertThat(rows.values()).as("how often").containsOnly(1));
    }

    private JobSpec job(URI base) throws IOException {
        Files.writeString(folder.resolve("manifest.csv"), "id\nrow-1\n");
        Path file = Files.writeString(folder.resolve("job.yaml"), """
                manifest: manifest.csv
                model: %s
                api: %s
                submit: { rate: 50/s, max-in-flight: 16 }
                """.formatted(MODEL, base));
        return JobFile.read(file, new JobOverrides(null, null, null, null, null, null, null, List.of()), Map.of());
    }

    private static StagedRow row(int number) {
        String id = "row-" + number;
        String input = """
                {"prompt":"vase %d","image_urls":["https://shop.example/1.jpg"],"image_size":"square"}""".formatted(number);
        return new StagedRow(number, number, id, id, MODEL, input, "key of " + id, null, 1, "{}", null, null);
    }
}
