package dev.darkroom.crash;

import dev.darkroom.LocaleOptions;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.agent.ByteBuddyAgent;

/**
 * The program in a process of its own that dies at a point.
 *
 * @param folder its working directory; what it says is in the file {@code said.txt} there
 * @param environment its variables besides this process's
 */
record DyingProcess(Path folder, Map<String, String> environment) {

    private static final int MAX_SECONDS = 300;

    /**
     * Runs it; returns the exit code.
     *
     * @param waitsFor the service whose acceptance it waits for before it dies; empty if it dies at once
     */
    int run(CrashPoint point, String message, int passing, String waitsFor, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx256m",
                "-javaagent:" + agent()));
        Map<String, String> trap = new LinkedHashMap<>(Map.of(
                DyingDarkroom.TYPE, point.type(),
                DyingDarkroom.METHOD, point.method(),
                DyingDarkroom.SIDE, point.side().name(),
                CrashTrap.WORDS, message,
                CrashTrap.PASSING, String.valueOf(passing)));
        if (!waitsFor.isEmpty()) {
            trap.put(CrashTrap.WAITS_FOR, waitsFor);
        }
        command.addAll(LocaleOptions.inherited());
        trap.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), DyingDarkroom.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile())
                .start();
        if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the process hangs: " + said());
        }
        return process.exitValue();
    }

    String said() throws IOException {
        return Files.readString(folder.resolve("said.txt"));
    }

    private static Path agent() {
        try {
            return Path.of(ByteBuddyAgent.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
