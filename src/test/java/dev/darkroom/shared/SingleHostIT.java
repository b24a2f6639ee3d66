package dev.darkroom.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ProgramProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workspace on one host with outputs in a folder does not pay for what others need. */
class SingleHostIT {

    @Test
    void neither_driver_nor_migrations_nor_the_sdk_are_loaded_without_database_and_bucket(@TempDir Path folder)
            throws Exception {
        Files.writeString(folder.resolve("rows.csv"), "id,prompt,image_urls\na,fine,https://a.example/1.jpg\n");
        Files.writeString(folder.resolve("job.yaml"), """
                manifest: rows.csv
                model: blackforestlabs/flux-2/flash/edit
                api: simulator
                input: { image_size: square }
                simulator: { service-time: 0s }
                output: out
                """);
        Path classes = folder.resolve("classes.txt");

        ProgramProcess run = ProgramProcess.run(
                folder,
                Map.of("DARKROOM_HOME", folder.resolve("home").toString()),
                List.of("-Xlog:class+load:file=" + classes),
                "run",
                "job.yaml");

        assertThat(run.code()).as(run.output()).isZero();
        List<String> loaded = Files.readAllLines(classes);
        assertThat(loaded).anyMatch(line -> line.contains(" org.h2.jdbcx.JdbcDataSource "));
        assertThat(loaded)
                .noneMatch(line -> line.contains(" org.postgresql.") || line.contains(" org.flywaydb."))
                .noneMatch(line -> line.contains(" software.amazon.") || line.contains(".S3ObjectStore "))
                .noneMatch(line -> line.contains(".SharedFiles ") || line.contains(".DatabaseLock "));
    }
}
