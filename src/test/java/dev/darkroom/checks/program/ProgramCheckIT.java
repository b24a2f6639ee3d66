package dev.darkroom.checks.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs are of a Unix shell")
class ProgramCheckIT {

    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private Path file;
    private Path source;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("a picture; touch oops $(id).png"), "picture");
        source = Files.writeString(folder.resolve("source"), "source");
    }

    /** Returns a check by a script, which has the files as $1 and $2. */
    private static ProgramCheck script(String script, Duration timeout) {
        List<String> command = List.of("sh", "-c", script, "look", CheckProgram.FILE, CheckProgram.SOURCE);
        return new ProgramCheck(new CheckProgram(command, timeout), 2);
    }

    @Test
    void a_program_has_both_files_and_no_shell_reads_their_names() throws Exception {
        assertThat(script("echo \"read: $(cat \"$1\") of $(cat \"$2\")\"", LONG).flags(file, source))
                .containsExactly("read=picture of source");
        assertThat(new ProgramCheck(new CheckProgram(List.of("cat", CheckProgram.FILE), LONG), 1).flags(file, source))
                .containsExactly("picture");
        assertThat(new ProgramCheck(CheckProgram.NONE, 1).flags(file, source)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo glare; exit 1",
                "echo glare; kill -9 $$",
                "yes glare",
                "head -c 70000 /dev/zero; echo; echo glare"
            })
    void a_program_that_fails_or_never_stops_talking_raises_no_flag(String script) throws Exception {
        assertThat(script(script, LONG).flags(file, source)).isEmpty();
    }

    @Test
    void a_program_that_is_not_there_or_a_picture_that_is_not_raises_no_flag() throws Exception {
        CheckProgram missing = new CheckProgram(List.of("no-such-program", CheckProgram.FILE), LONG);

        assertThat(new ProgramCheck(missing, 1).flags(file, source)).isEmpty();
        assertThat(script("echo glare", LONG).flags(folder.resolve("gone.png"), source))
                .isEmpty();
    }

    @Test
    void a_program_that_takes_too_long_is_ended_with_its_children() throws Exception {
        Path child = folder.resolve("child");
        String script = "sleep 600 & echo $! > '" + child + "'; echo glare; wait";

        assertThat(script(script, Duration.ofSeconds(2)).flags(file, source)).isEmpty();

        assertThatIsEnded(child);
    }

    @Test
    void a_program_is_ended_when_its_thread_is_interrupted() throws Exception {
        Path child = folder.resolve("child");
        Path ready = folder.resolve("ready");
        ExecutorService threads = Executors.newSingleThreadExecutor();
        Future<List<String>> flags = threads.submit(
                () -> script("sleep 600 & echo $! > '" + child + "'; mv '" + child + "' '" + ready + "'; wait", LONG)
                        .flags(file, source));
        while (!Files.exists(ready)) {
            Thread.onSpinWait();
        }

        flags.cancel(true);

        assertThatIsEnded(ready);
        threads.shutdownNow();
    }

    private static void assertThatIsEnded(Path child) throws Exception {
        long pid = Long.parseLong(Files.readString(child).strip());
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        if (process != null) {
            process.onExit().get();
        }
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void none_of_the_variables_that_hold_secrets_is_handed_on() throws Exception {
        Set<String> names = ProgramProcess.run(List.of("env"), LONG)
                .lines()
                .map(line -> line.substring(0, Math.max(0, line.indexOf('='))))
                .collect(Collectors.toSet());

        Map<String, String> own = System.getenv();
        assertThat(names).contains("PATH").allMatch(name -> name.matches("[A-Z_]*") && !name.contains("TOKEN"));
        assertThat(own.keySet()).as("there is something to keep back").anyMatch(name -> !names.contains(name));
    }

    @Test
    void no_more_programs_than_processors_run_at_a_time() throws Exception {
        Path running = Files.createDirectory(folder.resolve("running"));
        String script = "mkdir '" + running + "'/$$; ls '" + running
                + "' | sed 's/.*/x/' | sort | uniq -c | sed 's/ *\\([0-9]*\\).*/" + "now: \\1/'; rmdir '" + running
                + "'/$$";
        ProgramCheck check = script(script, LONG);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<List<String>>> all = new ArrayList<>();
        for (int n = 0; n < 24; n++) {
            all.add(threads.submit(() -> check.flags(file, source)));
        }

        for (Future<List<String>> flags : all) {
            assertThat(flags.get()).singleElement().isIn("now=1", "now=2");
        }
        threads.shutdownNow();
    }
}
