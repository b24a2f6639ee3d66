package dev.darkroom.monitoring;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import dev.darkroom.io.SafeText;
import java.util.stream.Collectors;

/**
 * A stack trace whose messages are harmless. All its lines are indented: only entries begin at a line's start, and a
 * message that holds line feeds cannot pass for one.
 */
public final class SafeStackTrace extends ThrowableProxyConverter {

    private static final String INDENT = "    ";

    @Override
    protected String throwableProxyToString(IThrowableProxy thrown) {
        return super.throwableProxyToString(thrown)
                .lines()
                .map(line -> INDENT + SafeText.line(line.replace("\t", INDENT)))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
