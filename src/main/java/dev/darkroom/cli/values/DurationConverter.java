package dev.darkroom.cli.values;

import dev.darkroom.jobfile.QuantityValues;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an option's duration as the job file's are read. */
public final class DurationConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        try {
            return QuantityValues.duration(text);
        } catch (ArithmeticException tooLong) {
            throw new TypeConversionException("'" + text + "' is too long");
        } catch (IllegalArgumentException bad) {
            throw new TypeConversionException("'" + text + "' " + bad.getMessage());
        }
    }
}
