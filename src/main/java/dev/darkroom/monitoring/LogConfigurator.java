package dev.darkroom.monitoring;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;
import org.slf4j.Logger;

/**
 * Sets the log up: warnings go to the error stream as text. It is logback's only configuration, and found by it as a
 * service; a file of logback's own takes each command a tenth of a second to read, and one beside the user is another
 * program's.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_TOP_PRIORITY)
public final class LogConfigurator extends ContextAwareBase implements Configurator {

    /** The name of the appender of text. */
    static final String TEXT = "stderr";

    /** Without traces: they are for the run's log. */
    private static final String PATTERN = "%level: %msg%n%nopex";

    /** What libraries say that the program says itself, and better. */
    private static final Map<String, Level> LIBRARIES = Map.of(
            "com.networknt.schema", Level.ERROR,
            "com.zaxxer.hikari", Level.WARN,
            "com.zaxxer.hikari.pool.PoolBase", Level.ERROR,
            "com.zaxxer.hikari.pool.ProxyConnection", Level.ERROR,
            "io.micrometer", Level.OFF,
            "org.springframework", Level.WARN,
            "org.springframework.batch", Level.OFF,
            "org.springframework.context", Level.ERROR,
            "org.springframework.transaction", Level.OFF,
            "software.amazon.awssdk", Level.ERROR);

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        LIBRARIES.forEach((name, level) -> context.getLogger(name).setLevel(level));
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(appender(context));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static ConsoleAppender<ILoggingEvent> appender(LoggerContext context) {
        ThresholdFilter warnings = new ThresholdFilter();
        warnings.setContext(context);
        warnings.setLevel(Level.WARN.levelStr);
        warnings.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout(context, PATTERN));
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setName(TEXT);
        appender.setTarget(ConsoleTarget.SystemErr.getName());
        appender.addFilter(warnings);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    /**
     * Makes a layout whose messages and traces are harmless lines.
     *
     * @param pattern logback's own, with {@code %msg} and {@code %ex}
     */
    public static PatternLayout layout(LoggerContext context, String pattern) {
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.getInstanceConverterMap().put("msg", SafeMessage::new);
        layout.getInstanceConverterMap().put("ex", SafeStackTrace::new);
        layout.setPattern(pattern);
        layout.start();
        return layout;
    }
}
