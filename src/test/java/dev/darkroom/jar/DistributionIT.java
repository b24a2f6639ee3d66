package dev.darkroom.jar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged distribution, with a real Java; how it is called is the matter of {@link LauncherIT}. */
@DisabledOnOs(OS.WINDOWS)
class DistributionIT {

    private static final Path HOME = Path.of(System.getProperty("darkroom.distribution", "target/darkroom"))
            .toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void its_jar_names_all_libraries_that_are_there_and_no_other() throws IOException {
        try (JarFile jar = new JarFile(HOME.resolve("lib/darkroom.jar").toFile());
                Stream<Path> files = Files.list(HOME.resolve("lib"))) {
            String named = jar.getManifest().getMainAttributes().getValue("Class-Path");

            assertThat(files.map(file -> String.valueOf(file.getFileName()))
                            .filter(name -> !name.equals("darkroom.jar")))
                    .containsExactlyInAnyOrder(named.split(" "));
        }
    }

    @Test
    void its_completion_is_that_of_its_commands() throws Exception {
        assertThat(Files.readString(HOME.resolve("completion/darkroom")))
                .isEqualTo(run(Map.of("DARKROOM_CLASS_ARCHIVE", "off"), "completion"));
    }

    @Test
    void licences_schemas_and_dockerfile_lie_beside_it() throws IOException {
        assertThat(HOME.resolve("Dockerfile")).isRegularFile();
        assertThat(HOME.resolve("licences/darkroom.txt")).hasSameTextualContentAs(Path.of("LICENSE"));
        assertThat(HOME.resolve("schemas/job.json")).hasSameTextualContentAs(Path.of("docs", "schemas", "job.json"));
        assertThat(HOME.resolve("licences/spring-core/META-INF/license.txt")).isRegularFile();
    }

    @Test
    void each_library_brings_its_licence_or_is_named_with_it() throws IOException {
        String named = Files.readString(HOME.resolve("licences/README.txt"));
        try (Stream<Path> libraries = Files.list(HOME.resolve("lib"))) {
            assertThat(libraries.map(jar -> jar.getFileName().toString().replaceFirst("(-[0-9].*)?\\.jar$", "")))
                    .filteredOn(library -> !library.equals("darkroom"))
                    .filteredOn(library ->
                            !Files.isDirectory(HOME.resolve("licences").resolve(library)))
                    .isNotEmpty()
                    .allSatisfy(library -> assertThat(named).containsPattern("[ ,]" + library + "[,;\n]"));
        }
        assertThat(HOME.resolve("licences/h2/MPL-2.0.txt")).isRegularFile();
    }

    @Test
    void its_bill_of_materials_names_the_libraries() throws IOException {
        Path bill = HOME.resolve("sbom.cdx.json");
        assumeThat(bill).as("Maven makes none when it is offline").exists();

        assertThat(Files.readString(bill)).contains("CycloneDX", "pkg:maven/com.h2database/h2@");
    }

    @Test
    void a_start_with_its_class_archive_loads_hardly_a_class_of_ours_from_a_jar() throws Exception {
        Map<String, String> archive = Map.of(
                "DARKROOM_CLASS_ARCHIVE", "now",
                "XDG_CACHE_HOME", folder.resolve("cache").toString(),
                "DARKROOM_JAVA_OPTS", "-Xlog:class+load");

        List<String> loaded = run(archive, "models")
                .lines()
                .filter(line -> line.contains(" dev.darkroom.") && line.contains(" source: "))
                .filter(line -> !line.contains("$$Lambda"))
                .toList();

        assertThat(loaded).hasSizeGreaterThan(20);
        assertThat(loaded.stream().filter(line -> !line.contains("shared objects file")))
                .hasSizeLessThan(loaded.size() / 10);
    }

    private String run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of(HOME.resolve("bin/darkroom").toString()), Stream.of(arguments))
                                .toList())
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(new TreeSet<>(List.of("PATH")));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }
}
