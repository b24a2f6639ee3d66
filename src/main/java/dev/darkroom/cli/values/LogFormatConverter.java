package dev.darkroom.cli.values;

import dev.darkroom.cli.terminal.LogFormat;
import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code text} and {@code json}, in any case. */
public final class LogFormatConverter implements ITypeConverter<LogFormat> {

    @Override
    public LogFormat convert(String word) {
        for (LogFormat format : LogFormat.values()) {
            if (format.keyword().equalsIgnoreCase(word)) {
                return format;
            }
        }
        throw new TypeConversionException("'" + word + "' is not a format of the log; there are text and json");
    }

    /** The keywords of the formats, as the shell may offer them. */
    public static final class FormatKeywords implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(LogFormat.values()).map(LogFormat::keyword).iterator();
        }
    }
}
