package dev.darkroom.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Puts command lines together. */
final class BenchProgram {

    private BenchProgram() {}

    /** Returns a command of the packaged program. */
    static List<String> packaged(Path jar, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
