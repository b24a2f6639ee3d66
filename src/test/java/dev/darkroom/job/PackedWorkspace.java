package dev.darkroom.job;

import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A workspace with jobs and output directories as an earlier version left it, made in another folder.
 *
 * @param name of the zip file beside this class
 * @param madeIn the folder it was made in, with a slash at its end
 * @param runs the ids of its runs
 */
record PackedWorkspace(String name, String madeIn, List<String> runs) {

    /** Unpacks it where a {@link JobScene} of the folder finds it. */
    JobScene unpack(Path folder) throws IOException {
        try (InputStream packed = Objects.requireNonNull(PackedWorkspace.class.getResourceAsStream(name));
                ZipInputStream zip = new ZipInputStream(packed)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName().replaceFirst("^workspace/", "home/"));
                Files.createDirectories(entry.isDirectory() ? file : file.resolveSibling(""));
                if (!entry.isDirectory()) {
                    Files.copy(zip, file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        JobScene scene = new JobScene(folder);
        moveTo(folder, scene.workspace());
        return scene;
    }

    private void moveTo(Path folder, Workspace workspace) throws IOException {
        String url = "jdbc:h2:file:" + workspace.ledger().toAbsolutePath();
        JdbcClient.create(new DriverManagerDataSource(url, "sa", ""))
                .sql("update run set output = replace(output, ?, ?)")
                .params(madeIn, folder + "/")
                .update();
        for (String run : runs) {
            for (String file : List.of("job.json", "run.json")) {
                Path told = workspace.runFolder(run).resolve(file);
                Files.writeString(told, Files.readString(told).replace(madeIn, folder + "/"));
            }
        }
    }
}
