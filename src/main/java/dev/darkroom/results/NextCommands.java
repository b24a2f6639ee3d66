package dev.darkroom.results;

import dev.darkroom.ledger.rows.RowStatus;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The commands that may follow a run, ready to be pasted.
 *
 * @param program how this program was started
 * @param verb the command that resumes the run
 * @param run the run's id
 * @param options what has to be given again, word by word
 */
public record NextCommands(String program, String verb, String run, List<String> options) {

    public NextCommands {
        Objects.requireNonNull(program, "program is null");
        Objects.requireNonNull(verb, "verb is null");
        Objects.requireNonNull(run, "run is null");
        options = List.copyOf(options);
    }

    String resume() {
        return command(verb) + given();
    }

    /** Works once more on the rows that ended so. */
    String retry(Collection<RowStatus> statuses) {
        String message = statuses.stream().map(RowStatus::keyword).collect(Collectors.joining(","));
        return command("resume") + " --only " + ShellWord.of(message) + given();
    }

    String status() {
        return command("status");
    }

    /** @param request the request's id, or the word for none */
    String resolve(String row, String request) {
        return command("resolve") + " " + ShellWord.of(row) + " " + request;
    }

    private String command(String name) {
        return program + " " + name + " " + ShellWord.of(run);
    }

    private String given() {
        return options.stream().map(option -> " " + ShellWord.of(option)).collect(Collectors.joining());
    }
}
