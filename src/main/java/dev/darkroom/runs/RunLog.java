package dev.darkroom.runs;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import dev.darkroom.io.DurableFolders;
import dev.darkroom.io.FilePermissions;
import dev.darkroom.monitoring.JsonLog;
import dev.darkroom.monitoring.LogConfigurator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** {@code run.log} in a run's output directory: the log of all its processes. */
public final class RunLog implements AutoCloseable {

    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level %logger{0}: %msg%n%ex";

    /** Its name in every output directory. */
    public static final String NAME = "run.log";

    private final FileAppender<ILoggingEvent> appender;

    private RunLog(FileAppender<ILoggingEvent> appender) {
        this.appender = appender;
    }

    public static RunLog open(Path output) throws IOException {
        DurableFolders.create(output);
        Path file = output.resolve(NAME);
        create(file);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(LogConfigurator.layout(context, PATTERN));
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

    /**
     * Makes the file, mode 0640 where the file system knows of modes, unless it is there: it tells what was purchased.
     * A link gives way, as it does to results: whoever put it there does not choose what is written to.
     */
    private static void create(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            Files.delete(file);
        }
        if (!Files.exists(file)) {
            FilePermissions.GROUP_READABLE.create(file);
        }
    }

    /**
     * Takes an output directory for a run by beginning its log there.
     *
     * @throws FileAlreadyExistsException if another run has, which may be at work
     */
    public static void claim(Path output) throws IOException {
        FilePermissions.GROUP_READABLE.create(output.resolve(NAME));
    }

    /** Notes that another process resumes the run. */
    public void begins(String run) {
        JsonLog.setRun(run);
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
