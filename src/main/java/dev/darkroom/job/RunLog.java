package dev.darkroom.job;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.LoggerFactory;

/** {@code run.log} in a run's output directory: the log of all its processes. */
final class RunLog implements AutoCloseable {

    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level %logger{0}: %replace(%msg){'\\p{Cntrl}', ' '}%n%ex";

    private final FileAppender<ILoggingEvent> appender;

    private RunLog(FileAppender<ILoggingEvent> appender) {
        this.appender = appender;
    }

    static RunLog open(Path output) throws IOException {
        Files.createDirectories(output);
        Path file = output.resolve("run.log");
        create(output, file);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(PATTERN);
        encoder.start();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setContext(context);
        appender.setName("run");
        appender.setFile(file.toString());
        appender.setEncoder(encoder);
        appender.start();
        root(context).addAppender(appender);
        return new RunLog(appender);
    }

    /** Makes the file, mode 0640 where the file system knows of modes, unless it is there: it tells what was bought. */
    private static void create(Path output, Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        if (Files.getFileStore(output).supportsFileAttributeView("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
        }
    }

    /** Notes that another process takes up the run. */
    void begins(String run) {
        LoggerFactory.getLogger(RunLog.class)
                .info("process {} takes up the run {}", ProcessHandle.current().pid(), run);
    }

    private static Logger root(LoggerContext context) {
        return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @Override
    public void close() {
        root((LoggerContext) LoggerFactory.getILoggerFactory()).detachAppender(appender);
        appender.stop();
    }
}
