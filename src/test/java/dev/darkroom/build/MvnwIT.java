package dev.darkroom.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code mvnw} with nothing on its path but a few tools and what a test puts there. */
@DisabledOnOs(OS.WINDOWS)
class MvnwIT {

    private static final String ARCHIVE = "apache-maven-9.9.9-bin.tar.gz";
    private static final List<String> TOOLS = List.of(
            "sh",
            "sed",
            "head",
            "tr",
            "cut",
            "dirname",
            "mkdir",
            "mktemp",
            "rm",
            "mv",
            "tar",
            "gzip",
            "curl",
            "sha512sum",
            "shasum",
            "openssl",
            "chmod");

    @TempDir
    private Path folder;

    private Path bin;

    @BeforeEach
    void copy_the_script() throws IOException {
        Files.copy(Path.of("mvnw"), folder.resolve("mvnw"));
        bin = Files.createDirectory(folder.resolve("bin"));
        for (String tool : TOOLS) {
            for (String place : List.of("/bin", "/usr/bin")) {
                Path found = Paths.get(place, tool);
                if (Files.isExecutable(found)) {
                    executable(bin.resolve(tool), "exec " + found + " \"$@\"\n");
                }
            }
        }
        pin("0".repeat(128));
    }

    @Test
    void a_maven_on_the_path_is_run_with_all_arguments() throws Exception {
        executable(bin.resolve("mvn"), maven("3.8.0"));

        ProcessResult result = run(Map.of());

        assertThat(result.output()).isEqualTo("maven 3.8.0 got [-B] [a b]\n");
        assertThat(result.exit()).isEqualTo(7);
    }

    @Test
    void maven_home_goes_before_the_path() throws Exception {
        executable(bin.resolve("mvn"), maven("3.8.0"));
        executable(folder.resolve("home/bin/mvn"), maven("4.0.1"));

        assertThat(run(Map.of("MAVEN_HOME", folder.resolve("home").toString())).output())
                .startsWith("maven 4.0.1 got");
    }

    @Test
    void an_old_maven_is_passed_over() throws Exception {
        executable(folder.resolve("home/bin/mvn"), maven("3.6.3"));
        executable(bin.resolve("mvn"), maven("3.10.1"));

        assertThat(run(Map.of("MAVEN_HOME", folder.resolve("home").toString())).output())
                .contains("home/bin/mvn is Maven 3.6, older than 3.8")
                .contains("maven 3.10.1 got");
    }

    @Test
    void without_a_maven_the_pinned_one_is_fetched_once_and_checked() throws Exception {
        byte[] archive = archive();
        pin(sha512(archive));
        try (LoopbackRepository repository = new LoopbackRepository(archive)) {
            Map<String, String> environment = Map.of("MVNW_REPOURL", repository.url());

            ProcessResult first = run(environment);
            ProcessResult second = run(environment);

            assertThat(first.output()).contains("fetching Maven 9.9.9").endsWith("maven 9.9.9 got [-B] [a b]\n");
            assertThat(second.output()).isEqualTo("maven 9.9.9 got [-B] [a b]\n");
            assertThat(folder.resolve("user/wrapper/dists/apache-maven-9.9.9"))
                    .isDirectoryNotContaining("glob:**/fetch.*");
        }
    }

    @Test
    void an_archive_that_is_not_the_pinned_one_is_never_run() throws Exception {
        byte[] archive = archive();
        try (LoopbackRepository repository = new LoopbackRepository(archive)) {
            ProcessResult result = run(Map.of("MVNW_REPOURL", repository.url()));

            assertThat(result.output()).contains("SHA-512 differs").doesNotContain("got");
            assertThat(result.exit()).isEqualTo(1);
            assertThat(folder.resolve("user/wrapper/dists/apache-maven-9.9.9")).isEmptyDirectory();
        }
    }

    @Test
    void an_archive_out_of_reach_names_the_ways_out() throws Exception {
        ProcessResult result =
                run(Map.of("MVNW_REPOURL", folder.resolve("nothing").toUri().toString()));

        assertThat(result.output()).contains("could not be fetched").contains("MVNW_REPOURL");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void an_old_java_is_refused() throws Exception {
        executable(folder.resolve("jdk/bin/java"), "echo 'openjdk version \"1.8.0_402\"' >&2");

        ProcessResult result = run(Map.of("JAVA_HOME", folder.resolve("jdk").toString()));

        assertThat(result.output()).contains("is Java 8. Install a JDK of at least 17");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void a_java_home_without_java_is_refused() throws Exception {
        ProcessResult result = run(Map.of("JAVA_HOME", folder.resolve("nothing").toString()));

        assertThat(result.output()).contains("has no bin/java");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void the_pinned_maven_comes_over_https_with_its_checksum() throws IOException {
        assertThat(Files.readAllLines(Path.of(".mvn/wrapper/maven-wrapper.properties")))
                .anyMatch(line -> line.matches("distributionUrl=https://archive\\.apache\\.org/.*-bin\\.tar\\.gz"))
                .anyMatch(line -> line.matches("distributionSha512Sum=[0-9a-f]{128}"));
    }

    private record ProcessResult(int exit, String output) {}

    private ProcessResult run(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "mvnw", "-B", "a b").directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("MAVEN_USER_HOME", folder.resolve("user").toString());
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            String output = new String(out.readAllBytes(), UTF_8);
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return new ProcessResult(process.exitValue(), output);
        }
    }

    private void pin(String sum) throws IOException {
        Path properties = folder.resolve(".mvn/wrapper/maven-wrapper.properties");
        Files.createDirectories(folder.resolve(".mvn/wrapper"));
        Files.writeString(
                properties,
                "mavenVersion=9.9.9\r\ndistributionUrl=https://unreachable.invalid/" + ARCHIVE
                        + "\r\ndistributionSha512Sum=" + sum + "\r\n");
    }

    private byte[] archive() throws IOException, InterruptedException {
        executable(folder.resolve("apache-maven-9.9.9/bin/mvn"), maven("9.9.9"));
        Process tar = new ProcessBuilder("tar", "-czf", ARCHIVE, "apache-maven-9.9.9")
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        return Files.readAllBytes(folder.resolve(ARCHIVE));
    }

    /** Returns a Maven that tells its version in bold, as the real one does, and else its arguments. */
    private static String maven(String version) {
        return """
                if [ "$1" = --version ]; then printf '\\033[1mApache Maven %s (abc)\\033[m\\n'; exit; fi
                printf 'maven %s got'; printf ' [%%s]' "$@"; echo; exit 7
                """.formatted(version, version);
    }

    private static void executable(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static String sha512(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
    }

    /** A Maven repository on loopback with one archive in it. */
    private static final class LoopbackRepository implements AutoCloseable {

        private final HttpServer server;

        LoopbackRepository(byte[] archive) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/repo/org/apache/maven/apache-maven/9.9.9/" + ARCHIVE, exchange -> {
                exchange.sendResponseHeaders(200, archive.length);
                exchange.getResponseBody().write(archive);
                exchange.close();
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/repo/";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
