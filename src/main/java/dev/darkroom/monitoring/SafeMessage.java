package dev.darkroom.monitoring;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.darkroom.io.SafeText;

/**
 * A log's message as one harmless line: service and manifest have a say in it. It takes the place of logback's own
 * {@code %msg}, so that no pattern can forget it.
 */
public final class SafeMessage extends ClassicConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return SafeText.line(String.valueOf(event.getFormattedMessage()));
    }
}
