package dev.darkroom;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The result of the program in a JVM of its own, with the environment that is given and no other.
 *
 * @param code the exit code
 * @param output both streams
 */
public record ProgramProcess(int code, String output) {

    /**
     * Runs the program to its end.
     *
     * @param folder the working directory
     * @param environment all its variables, but for {@code PATH}
     * @param options of the JVM
     */
    public static ProgramProcess run(
            Path folder, Map<String, String> environment, List<String> options, String... arguments)
            throws IOException, InterruptedException {
        Process process = builder(folder, environment, options, arguments).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new ProgramProcess(process.waitFor(), output);
    }

    /** Starts the program; both streams go to a file. */
    public static Process start(Path folder, Map<String, String> environment, Path said, String... arguments)
            throws IOException {
        return builder(folder, environment, List.of(), arguments)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()))
                .start();
    }

    private static ProcessBuilder builder(
            Path folder, Map<String, String> environment, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(LocaleOptions.inherited());
        command.addAll(options);
        command.addAll(List.of("-cp", classpath(), Darkroom.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(name -> !name.equals("PATH"));
        variables.putAll(environment);
        return builder;
    }

    /** Leaves the tests' own files out, whose logback settings would be found first. */
    private static String classpath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((left, right) -> left + File.pathSeparator + right)
                .orElseThrow();
    }
}
