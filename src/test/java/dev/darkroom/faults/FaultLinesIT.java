package dev.darkroom.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.ApiToken;
import dev.darkroom.api.ImageService;
import dev.darkroom.api.ServiceConnector;
import dev.darkroom.api.ShortDeadlineService;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.NightLedger;
import dev.darkroom.simulator.faults.FaultKind;
import dev.darkroom.time.SettableClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plays every line of the table in {@code docs/faults.md} on the virtual steps: client, fetcher and checks are the
 * real ones and the simulator is spoken to over HTTP, but no time passes. {@link FaultTableIT} plays lines as whole
 * runs.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FaultLinesIT {

    /** The faults that take half a minute that no clock of ours can hasten; slow hosts have a test of their own. */
    private static final Set<FaultKind> TOO_SLOW = EnumSet.of(FaultKind.OUTPUT_SLOW);

    @TempDir
    private Path surroundings;

    static List<FaultLine> lines() throws IOException {
        return FaultLine.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void the_steps_come_to_the_end_that_the_table_says(FaultLine line) throws Exception {
        Path folder = Files.createDirectories(surroundings.resolve("a/b/c"));
        Path home = Files.createDirectories(folder.resolve("home"));
        SettableClock clock = new SettableClock();
        try (NightLedger ledger = new NightLedger(home);
                FaultyService service = new FaultyService(line, clock)) {
            JobSpec job = FaultJob.write(folder, line, service.base());
            StepRun run = new StepRun(ledger, job, client(line, service.base(), clock), clock, line.isOfPictures());
            new FaultLineTrial(line, service, surroundings, home).play(run);
        }
    }

    private static ImageService client(FaultLine line, URI base, SettableClock clock) {
        ApiToken token = new ApiToken(FaultJob.TOKEN);
        return line.hangs()
                ? ShortDeadlineService.client(base, token, clock)
                : new ServiceConnector(JsonMapper.shared(), clock).connect(base, token);
    }

    @Test
    void every_fault_that_the_simulator_can_play_is_in_the_table() throws IOException {
        String plans =
                lines().stream().map(FaultLine::plan).filter(Objects::nonNull).collect(Collectors.joining("\n"));

        assertThat(EnumSet.complementOf(EnumSet.copyOf(TOO_SLOW)).stream().map(FaultKind::keyword))
                .allMatch(fault -> plans.contains("\"" + fault + "\""));
    }

    @Test
    void every_ailment_of_a_bare_socket_is_in_the_table() throws IOException {
        List<String> told = lines().stream().map(FaultLine::what).toList();

        assertThat(Arrays.stream(SocketFault.values())
                        .filter(ailment -> ailment != SocketFault.NONE)
                        .map(SocketFault::message))
                .allMatch(told::contains);
    }
}
