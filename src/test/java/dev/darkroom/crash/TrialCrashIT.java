package dev.darkroom.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.cli.CliRun;
import dev.darkroom.simulator.ServiceSimulator;
import dev.darkroom.simulator.SimulatorSettings;
import dev.darkroom.simulator.faults.FaultRules;
import dev.darkroom.simulator.picture.NoisePicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A trial dies in the middle: the same line goes on with it, and its winner's job buys no picture that it has bought. */
@Tag("one-engine")
class TrialCrashIT {

    private static final int ROWS = 5;
    private static final int CANDIDATES = 4;
    private static final String[] TRIAL = {
        "try", "job.yaml", "--prompts", "prompts.txt", "--models", "flash/edit,flex/edit", "--sample", "5"
    };

    @TempDir
    Path folder;

    @Test
    void the_same_line_goes_on_with_it_and_nothing_is_bought_twice() throws Exception {
        try (ServiceSimulator simulator = ServiceSimulator.start(
                new SimulatorSettings(
                        4, Duration.ofMillis(20), 1, FaultRules.ofShares(Map.of()), List.of(), NoisePicture.fixed()),
                null,
                0,
                InstantSource.system())) {
            String base = simulator.base().toString();
            write(base);
            Map<String, String> environment =
                    Map.of("DARKROOM_HOME", folder.resolve("home").toString(), "RUNCOMFY_TOKEN", "any");
            DyingProcess process = new DyingProcess(folder, environment);

            assertThat(process.run(CrashPoint.ID_JOURNALED, CrashPoint.ID_JOURNALED.message(9), 1, "", TRIAL))
                    .as(process.said())
                    .isNotZero();
            CliRun rest = CliRun.in(folder, environment, TRIAL);

            assertThat(rest.code()).as(rest.err()).isZero();
            assertThat(rest.err()).contains("20 in = 20 out", "20 succeeded");
            assertThat(bought(base)).hasSize(ROWS * CANDIDATES).doesNotHaveDuplicates();
            String run = CliRun.in(folder, environment, "runs", "--json")
                    .json()
                    .path("runs")
                    .path(0)
                    .path("run")
                    .asString();
            assertThat(Files.readString(folder.resolve("out").resolve(run).resolve("try.html")))
                    .contains("\"rows\":5,\"pictures\":5");
            assertThat(CliRun.in(folder, environment, "try", run, "--winner", "2")
                            .code())
                    .isZero();
            assertThat(CliRun.in(folder, environment, "run", "job-winner.yaml").err())
                    .contains("3 succeeded, 5 reused");
            assertThat(bought(base)).hasSize(ROWS * CANDIDATES + 3).doesNotHaveDuplicates();
        }
    }

    private void write(String base) throws IOException {
        List<String> rows = new ArrayList<>(List.of("id,title,image_urls"));
        for (int row = 1; row <= 8; row++) {
            rows.add("r%d,Lamp %d,https://shop.example/%d.jpg".formatted(row, row, row));
        }
        Files.write(folder.resolve("rows.csv"), rows);
        Files.write(folder.resolve("prompts.txt"), List.of("{{title}} on white", "{{title}} on grey"));
        Files.writeString(folder.resolve("job.yaml"), """
                manifest: rows.csv
                model: blackforestlabs/flux-2/flash/edit
                api: %s
                input: { output_format: jpeg }
                submit: { rate: 500/s, max-in-flight: 1 }
                output: out/{{run}}
                """.formatted(base));
    }

    /** Returns model and input of each purchase. */
    private static List<String> bought(String base) {
        List<String> purchases = new ArrayList<>();
        for (JsonNode request : AcceptanceCheck.accepted(base)) {
            purchases.add(request.path("model").asString() + request.path("input"));
        }
        return purchases;
    }
}
