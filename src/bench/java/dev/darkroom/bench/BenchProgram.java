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

    /**
     * Returns a command of the program as it is installed: by the distribution's launcher where the build has made one, with
     * a class archive, else by the jar.
     *
     * @param options for Java, besides the launcher's own
     */
    static List<String> installed(BenchSettings settings, List<String> options, String... arguments) {
        if (settings.launcher().isEmpty()) {
            return packaged(settings.jar(), options, arguments);
        }
        List<String> command = new ArrayList<>(List.of(
                "env",
                "DARKROOM_CLASS_ARCHIVE=now",
                "DARKROOM_JAVA_OPTS=" + String.join(" ", options),
                settings.launcher().get().toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
