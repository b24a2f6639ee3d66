package dev.darkroom.monitoring;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import dev.darkroom.io.SafeText;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The log as JSON: one object a line with {@code time, level, logger, message, run}, and {@code exception} if there is
 * one. Plain ASCII. Messages are harmless lines, as {@link SafeMessage} makes them for the text log; neither logback's
 * own {@code JsonEncoder} nor Boot's formats have such a door, and their keys are their own.
 */
public final class JsonLog extends LayoutBase<ILoggingEvent> {

    private static final String RUN = "run";
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final SafeStackTrace stackTrace = new SafeStackTrace();

    private JsonLog() {}

    /**
     * Writes the log here from now on as JSON instead of to the error stream as text, and all of it: not the warnings
     * alone.
     */
    public static void install(OutputStream to) {
        LoggerContext context = context();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.US_ASCII);
        encoder.setLayout(layout(context));
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setName("json");
        appender.setEncoder(encoder);
        appender.setOutputStream(to);
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAppender(LogConfigurator.TEXT);
        root.addAppender(appender);
    }

    public static JsonLog layout(LoggerContext context) {
        JsonLog layout = new JsonLog();
        layout.setContext(context);
        layout.start();
        return layout;
    }

    /** From now on lines bear the run's id. */
    public static void setRun(String run) {
        context().putProperty(RUN, run);
    }

    /**
     * One line.
     *
     * @param more further keys
     */
    public static String line(
            Instant time, String level, String logger, String message, Map<String, ? extends @Nullable Object> more) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("time", time.truncatedTo(ChronoUnit.MILLIS).toString());
        object.put("level", level);
        object.put("logger", logger);
        object.put("message", SafeText.line(message));
        object.put("run", context().getProperty(RUN));
        object.putAll(more);
        return MAPPER.writeValueAsString(object);
    }

    @Override
    public void start() {
        stackTrace.start();
        super.start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        Map<String, String> more =
                event.getThrowableProxy() == null ? Map.of() : Map.of("exception", stackTrace.convert(event));
        Instant time = Instant.ofEpochMilli(event.getTimeStamp());
        return line(time, event.getLevel().toString(), event.getLoggerName(), event.getFormattedMessage(), more) + "\n";
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
