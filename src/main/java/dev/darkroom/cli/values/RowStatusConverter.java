package dev.darkroom.cli.values;

import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.step.RunScope;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the statuses from which a row can be resumed. */
public final class RowStatusConverter implements ITypeConverter<RowStatus> {

    @Override
    public RowStatus convert(String word) {
        return RunScope.REOPENABLE.stream()
                .filter(status -> status.keyword().equals(word))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "'" + word + "' is not one of " + String.join(", ", new StatusKeywords())));
    }

    /** Their keywords, as the shell may offer them. */
    public static final class StatusKeywords implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return RunScope.REOPENABLE.stream().sorted().map(RowStatus::keyword).iterator();
        }
    }
}
