package dev.darkroom.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code text} and {@code json}. */
final class LogFormatConverter implements ITypeConverter<LogFormat> {

    @Override
    public LogFormat convert(String word) {
        for (LogFormat format : LogFormat.values()) {
            if (format.name().toLowerCase(Locale.ROOT).equals(word)) {
                return format;
            }
        }
        throw new TypeConversionException("'" + word + "' is no format of the log; there are text and json");
    }
}
