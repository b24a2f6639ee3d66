package dev.darkroom.report;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A browser of this machine that shows no window. */
interface HeadlessBrowser extends AutoCloseable {

    /** Opens a new tab. */
    PageTab tab() throws IOException, InterruptedException;

    @Override
    void close();

    /** Returns the first of these programs that is on the path. */
    static Optional<Path> find(List<String> names) {
        String path = System.getenv().getOrDefault("PATH", "");
        return names.stream()
                .flatMap(name -> Arrays.stream(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Ends a browser with all its processes. */
    static void end(Process process) {
        try (Stream<ProcessHandle> children = process.descendants()) {
            List<ProcessHandle> all = children.toList();
            process.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
            process.onExit().join();
            all.forEach(child -> child.onExit().join());
        }
    }
}
