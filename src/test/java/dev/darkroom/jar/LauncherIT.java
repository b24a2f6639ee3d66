package dev.darkroom.jar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher with a Java that only says how it was called, in a folder whose name is not easy on scripts. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class LauncherIT {

    /** Writes the archive that it is asked for, and what it was given for that into the file made. */
    private static final String JAVA = """
            #!/bin/sh
            for argument; do
                case $argument in
                    -XX:DumpLoadedClassList=*)
                        { env; printf '[%s]\\n' "$@"; } >> "MADE"
                        exit 0 ;;
                    -Xshare:dump) dump=yes ;;
                    -XX:SharedArchiveFile=*) [ -z "${dump:-}" ] || exec touch "${argument#*=}" ;;
                esac
            done
            echo "pid $$"
            printf '[%s]\\n' "$@"
            cat
            exit 7
            """;

    private static final String SHORT = "[-XX:TieredStopAtLevel=1]\n[-XX:+UseSerialGC]\n";

    @TempDir
    private Path folder;

    private Path home;
    private Path launcher;
    private Path jdk;
    private Path made;

    @BeforeEach
    void lay_out() throws IOException {
        home = folder.resolve("Dark Röom's");
        launcher = home.resolve("bin/darkroom");
        Files.createDirectories(launcher.resolveSibling("."));
        Files.copy(Path.of("src/main/distribution/bin/darkroom"), launcher);
        Files.createDirectory(home.resolve("lib"));
        Files.writeString(home.resolve("lib/darkroom.jar"), "version 1");
        made = folder.resolve("made");
        jdk = jdk("jdk 17", "17.0.15");
        processors(8);
    }

    /** Lets the launcher take the machine for one of so many processors. */
    private void processors(int count) throws IOException {
        Path getconf = Files.createDirectories(folder.resolve("tools")).resolve("getconf");
        Files.writeString(getconf, "#!/bin/sh\necho " + count + "\n");
        Files.setPosixFilePermissions(getconf, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void arguments_input_exit_code_and_process_are_passed_on() throws Exception {
        Outcome outcome = run(Map.of(), "night's input", "run", "a b", "", "*", "$HOME\"");

        assertThat(outcome.output())
                .startsWith("pid " + outcome.pid() + "\n[-Ddarkroom.program=" + launcher
                        + "]\n[-Ddarkroom.terminal=]\n[-jar]\n[" + home.toRealPath() + "/lib/darkroom.jar]\n")
                .endsWith("[run]\n[a b]\n[]\n[*]\n[$HOME\"]\nnight's input");
        assertThat(outcome.code()).isEqualTo(7);
    }

    @Test
    void it_is_found_through_links_of_links_from_anywhere() throws Exception {
        Path links = Files.createDirectory(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("inner"), Path.of("..", "Dark Röom's", "bin", "darkroom"));
        launcher = Files.createSymbolicLink(folder.resolve("outer"), links.resolve("inner"));

        assertThat(run(Map.of("CDPATH", "/"), "", "runs").output())
                .contains("[" + home.toRealPath() + "/lib/darkroom.jar]\n[runs]\n");
    }

    @Test
    void short_commands_get_the_quick_compiler_and_long_ones_the_thorough_too() throws Exception {
        for (String call : List.of("", "--help", "status", "--log json runs", "--debug resolve a b c", "run --help")) {
            assertThat(run(Map.of(), "", call.split(" ")).output()).as(call).contains(SHORT);
        }
        for (String call : List.of("run job.yaml", "resume", "--log=json run status", "validate job.yaml")) {
            assertThat(run(Map.of(), "", call.split(" ")).output()).as(call).doesNotContain(SHORT);
        }
    }

    @Test
    void two_processors_get_the_collector_that_takes_least_of_them() throws Exception {
        processors(2);

        assertThat(run(Map.of(), "", "run", "job.yaml").output()).contains("[-XX:+UseSerialGC]\n[-Ddarkroom.program=");
    }

    @Test
    void on_two_processors_a_short_manifest_gets_the_quick_compiler_alone() throws Exception {
        Path job = Files.createDirectory(folder.resolve("the jobs")).resolve("night.yaml");
        Path rows = Files.writeString(job.resolveSibling("rows of today.csv"), "id\na\n");
        Path millions = Files.write(folder.resolve("millions.csv"), new byte[2_097_153]);

        for (String line :
                List.of("rows of today.csv", "\"rows of today.csv\"  # all", "'rows of today.csv'\r", "" + rows)) {
            Files.writeString(job, "model: m\nmanifest: " + line + "\noutput: out\n");
            processors(2);
            assertThat(run(Map.of(), "", "run", "the jobs/night.yaml").output())
                    .as(line)
                    .contains(SHORT);
            processors(4);
            assertThat(run(Map.of(), "", "run", "the jobs/night.yaml").output())
                    .as(line)
                    .doesNotContain(SHORT);
        }
        processors(2);
        for (String manifest : List.of("-", "none.csv", "" + millions)) {
            assertThat(run(Map.of(), "", "run", "" + job, "--manifest", manifest)
                            .output())
                    .as(manifest)
                    .contains("[-XX:+UseSerialGC]")
                    .doesNotContain(SHORT);
        }
        assertThat(run(Map.of(), "", "plan", "--manifest=" + rows, "" + job).output())
                .contains(SHORT);
    }

    @Test
    void the_users_collector_is_the_only_one() throws Exception {
        processors(2);
        for (String command : List.of("run", "status")) {
            assertThat(run(Map.of("DARKROOM_JAVA_OPTS", "-XX:+UseParallelGC"), "", command)
                            .output())
                    .contains("[-XX:+UseParallelGC]")
                    .doesNotContain("SerialGC");
        }
    }

    @Test
    void options_of_the_users_come_after_the_launchers_own() throws Exception {
        Map<String, String> options = Map.of("DARKROOM_JAVA_OPTS", "-Xmx2g  -Da=*");

        assertThat(run(options, "", "status").output()).contains(SHORT).contains("[-Xmx2g]\n[-Da=*]\n[-jar]\n");
    }

    @Test
    void a_java_that_will_not_do_is_told_with_what_to_do() throws Exception {
        Path old = jdk("jdk 8", "1.8.0_402");
        Path none = folder.resolve("none");
        String advice = ". Install a JDK of at least 17, or set JAVA_HOME to one\n";

        assertThat(run(Map.of("JAVA_HOME", old.toString()), "").output())
                .isEqualTo("darkroom: JAVA_HOME, " + old + ", is Java 8" + advice);
        assertThat(run(Map.of("JAVA_HOME", none.toString()), "").output())
                .isEqualTo("darkroom: JAVA_HOME, " + none + ", has no bin/java" + advice);
        Outcome outcome = run(Map.of("JAVA_HOME", "", "PATH", none.toString()), "");
        assertThat(outcome.output()).isEqualTo("darkroom: there is no Java" + advice);
        assertThat(outcome.code()).isEqualTo(2);
    }

    @Test
    void without_java_home_the_java_on_the_path_is_taken() throws Exception {
        Map<String, String> path = Map.of("JAVA_HOME", "", "PATH", jdk.resolve("bin") + ":" + System.getenv("PATH"));

        assertThat(run(path, "").code()).isEqualTo(7);
    }

    @Test
    void the_first_start_has_an_archive_made_and_the_next_one_uses_it() throws Exception {
        Map<String, String> token = Map.of("RUNCOMFY_TOKEN", "tok_known_value", "DARKROOM_CLASS_ARCHIVE", "");

        Outcome first = run(token, "", "status");
        Path archive = archive();
        Outcome second = run(token, "", "run", "job.yaml");

        assertThat(first.output()).doesNotContain("SharedArchiveFile");
        assertThat(second.output())
                .contains("[-XX:SharedArchiveFile=" + archive
                        + "]\n[-Xlog:cds*=off]\n[-XX:+UnlockDiagnosticVMOptions]\n[-XX:ArchiveRelocationMode=0]\n");
        assertThat(Files.readString(made)).contains("dev.darkroom.Rehearsal").doesNotContain("tok_known_value");
        assertThat(cached()).containsExactly(archive);
    }

    @Test
    void another_version_of_the_program_does_not_use_the_archive() throws Exception {
        Map<String, String> now = Map.of("DARKROOM_CLASS_ARCHIVE", "now");
        Path jar = home.resolve("lib/darkroom.jar");
        FileTime time = Files.getLastModifiedTime(jar);
        run(now, "");
        Path before = archive();

        Files.writeString(jar, "version 2");
        Files.setLastModifiedTime(jar, time);
        Outcome upgraded = run(now, "");

        assertThat(upgraded.output()).contains("SharedArchiveFile").doesNotContain(before.toString());
        assertThat(cached()).hasSize(2);
    }

    @Test
    void a_cache_that_cannot_be_written_or_named_is_nobodys_concern() throws Exception {
        String file = Files.writeString(folder.resolve("file"), "").toString();

        for (String cache : List.of(file, "", "a")) {
            Outcome outcome = run(Map.of("XDG_CACHE_HOME", cache, "DARKROOM_CLASS_ARCHIVE", "now"), "", "status");
            assertThat(outcome.output()).startsWith("pid ").doesNotContain("SharedArchiveFile");
            assertThat(outcome.code()).isEqualTo(7);
        }
        assertThat(made).doesNotExist();
    }

    /** Runs it with these variables alone, and the fake JDK and a cache where they name no others. */
    private Outcome run(Map<String, String> environment, String input, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        Stream.of(arguments)
                .filter(argument -> arguments.length > 1 || !argument.isEmpty())
                .forEach(command::add);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(name -> !name.equals("PATH"));
        variables.merge("PATH", folder.resolve("tools").toString(), (path, tools) -> tools + ":" + path);
        variables.put("JAVA_HOME", jdk.toString());
        variables.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        // What is made in the background would be at it still when the folder is deleted.
        variables.put("DARKROOM_CLASS_ARCHIVE", "off");
        variables.putAll(environment);
        Process process = builder.start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(UTF_8));
        } catch (IOException refused) {
            // It has ended without reading.
        }
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Outcome(process.pid(), process.exitValue(), output);
    }

    private Path jdk(String name, String version) throws IOException {
        Path made = Files.createDirectory(folder.toRealPath().resolve(name));
        Path java = Files.createDirectory(made.resolve("bin")).resolve("java");
        Files.writeString(java, JAVA.replace("MADE", this.made.toString()));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(made.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        return made;
    }

    /** Waits for the one archive, looking again whenever something in its folder changes. */
    private Path archive() throws IOException, InterruptedException {
        Path cache = Files.createDirectories(folder.resolve("cache/darkroom"));
        try (WatchService changes = cache.getFileSystem().newWatchService()) {
            cache.register(changes, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
            while (cached().size() != 1 || !cached().get(0).toString().endsWith(".jsa")) {
                Objects.requireNonNull(changes.poll(1, TimeUnit.MINUTES), "nothing changes in the cache")
                        .reset();
            }
        }
        return cached().get(0);
    }

    private List<Path> cached() throws IOException {
        Path cache = folder.resolve("cache/darkroom");
        if (!Files.isDirectory(cache)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(cache)) {
            return files.toList();
        }
    }

    private record Outcome(long pid, int code, String output) {}
}
