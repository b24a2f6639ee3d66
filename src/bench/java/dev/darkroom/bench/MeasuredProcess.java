package dev.darkroom.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process took, from its start to its end.
 *
 * @param startedAt just before it was started
 * @param endedAt just after it had ended
 * @param cpu of all its threads, as last seen before the end, which is at most {@link #LOOK} off
 * @param maxRssMib the most memory that it held at once; 0 where the system does not tell
 */
record MeasuredProcess(Instant startedAt, Instant endedAt, Duration cpu, long maxRssMib) {

    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    /**
     * Runs a command to its end.
     *
     * @param folder the working directory
     * @param environment what is added to this process's own
     * @param said the file of all that it says
     * @throws IOException if it ends with another exit code than 0
     */
    static MeasuredProcess run(List<String> command, Path folder, Map<String, String> environment, Path said)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        Instant startedAt = Instant.now();
        Process process = builder.start();
        process.getOutputStream().close();
        Duration cpu = Duration.ZERO;
        long peak = 0;
        boolean ended = false;
        while (!ended) {
            cpu = process.info().totalCpuDuration().orElse(cpu);
            peak = Math.max(peak, peak(process));
            ended = process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
        Instant endedAt = Instant.now();
        if (process.exitValue() != 0) {
            throw new IOException("exit code " + process.exitValue() + " of " + String.join(" ", command) + ": "
                    + Files.readString(said));
        }
        return new MeasuredProcess(startedAt, endedAt, cpu, peak);
    }

    private static long peak(Process process) {
        try {
            Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
            Matcher peak = PEAK.matcher(new String(Files.readAllBytes(status), StandardCharsets.ISO_8859_1));
            return peak.find() ? Long.parseLong(peak.group(1)) >> 10 : 0;
        } catch (IOException goneOrAnotherSystem) {
            return 0;
        }
    }

    Duration wall() {
        return Duration.between(startedAt, endedAt);
    }
}
