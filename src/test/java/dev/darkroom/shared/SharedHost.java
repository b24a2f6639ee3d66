package dev.darkroom.shared;

import dev.darkroom.ProgramProcess;
import dev.darkroom.cli.CliRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A host of a workspace whose ledger several share: a folder of its own, with nothing that another host wrote. */
final class SharedHost {

    static final String TOKEN = "tok_known_value_5f2c91";

    private final Path folder;
    private final Map<String, String> environment;

    /** @param database the ledger's URL */
    SharedHost(Path folder, String database) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.environment = new HashMap<>(
                Map.of("DARKROOM_HOME", home().toString(), "DARKROOM_DB", database, "RUNCOMFY_TOKEN", TOKEN));
    }

    Path home() {
        return folder.resolve("home");
    }

    SharedHost with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Runs a command to its end. */
    CliRun run(String... arguments) {
        return CliRun.in(folder, environment, arguments);
    }

    /** Starts a command in a process of its own; what it says is in {@code said.txt}. */
    Process start(String... arguments) throws IOException {
        return ProgramProcess.start(folder, environment, folder.resolve("said.txt"), arguments);
    }

    String said() throws IOException {
        return Files.readString(folder.resolve("said.txt"));
    }

    /** Returns whether a process that was started has said something. */
    boolean hasSaid(String text) {
        try {
            return said().contains(text);
        } catch (IOException nothingYet) {
            return false;
        }
    }
}
