package dev.darkroom.results;

import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.workbook.WorkbookWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Renders the value that a row has in one column of the results, as a CSV cell and as JSON. */
sealed interface ColumnValue {

    /** Adds the cell. */
    void addTo(CsvFile csv, RowOutcome row);

    /** Adds the cell of a workbook. */
    void addTo(WorkbookWriter sheet, RowOutcome row);

    /** Writes the value of a property whose name is written. */
    void writeTo(JsonGenerator json, RowOutcome row);

    /** A text, null in JSON where there is none. */
    record TextValue(Function<RowOutcome, @Nullable String> of) implements ColumnValue {
        @Override
        public void addTo(CsvFile csv, RowOutcome row) {
            csv.text(of.apply(row));
        }

        @Override
        public void addTo(WorkbookWriter sheet, RowOutcome row) {
            sheet.text(of.apply(row));
        }

        @Override
        public void writeTo(JsonGenerator json, RowOutcome row) {
            json.writeString(of.apply(row));
        }
    }

    /** A whole number. */
    record WholeNumber(Function<RowOutcome, @Nullable Long> of) implements ColumnValue {
        @Override
        public void addTo(CsvFile csv, RowOutcome row) {
            csv.number(of.apply(row));
        }

        @Override
        public void addTo(WorkbookWriter sheet, RowOutcome row) {
            Long value = of.apply(row);
            sheet.number(value == null ? null : BigDecimal.valueOf(value));
        }

        @Override
        public void writeTo(JsonGenerator json, RowOutcome row) {
            Long value = of.apply(row);
            if (value == null) {
                json.writeNull();
            } else {
                json.writeNumber(value);
            }
        }
    }

    /** A point in time, a text in JSON. */
    record TimeValue(Function<RowOutcome, @Nullable Instant> of) implements ColumnValue {
        @Override
        public void addTo(CsvFile csv, RowOutcome row) {
            csv.time(of.apply(row));
        }

        @Override
        public void addTo(WorkbookWriter sheet, RowOutcome row) {
            Instant value = of.apply(row);
            sheet.text(value == null ? null : ResultTexts.time(value));
        }

        @Override
        public void writeTo(JsonGenerator json, RowOutcome row) {
            Instant value = of.apply(row);
            json.writeString(value == null ? null : ResultTexts.time(value));
        }
    }

    /** An amount of money. */
    record MoneyValue(Function<RowOutcome, @Nullable BigDecimal> of) implements ColumnValue {
        @Override
        public void addTo(CsvFile csv, RowOutcome row) {
            csv.decimal(amount(row));
        }

        @Override
        public void addTo(WorkbookWriter sheet, RowOutcome row) {
            sheet.number(amount(row));
        }

        @Override
        public void writeTo(JsonGenerator json, RowOutcome row) {
            json.writeNumber(amount(row));
        }

        private @Nullable BigDecimal amount(RowOutcome row) {
            BigDecimal value = of.apply(row);
            return value == null ? null : ResultTexts.money(value);
        }
    }

    /** Several texts: one cell, or an array. */
    record TextList(Function<RowOutcome, List<String>> of) implements ColumnValue {
        @Override
        public void addTo(CsvFile csv, RowOutcome row) {
            csv.joined(of.apply(row).stream());
        }

        @Override
        public void addTo(WorkbookWriter sheet, RowOutcome row) {
            sheet.text(String.join("|", of.apply(row)));
        }

        @Override
        public void writeTo(JsonGenerator json, RowOutcome row) {
            json.writeStartArray();
            of.apply(row).forEach(json::writeString);
            json.writeEndArray();
        }
    }

    /** Several whole numbers: one cell, or an array. */
    record NumberList(Function<RowOutcome, List<Long>> of) implements ColumnValue {
        @Override
        public void addTo(CsvFile csv, RowOutcome row) {
            csv.joined(of.apply(row).stream().map(String::valueOf));
        }

        @Override
        public void addTo(WorkbookWriter sheet, RowOutcome row) {
            List<Long> numbers = of.apply(row);
            if (numbers.size() == 1) {
                sheet.number(BigDecimal.valueOf(numbers.get(0)));
            } else {
                sheet.text(numbers.stream().map(String::valueOf).collect(Collectors.joining("|")));
            }
        }

        @Override
        public void writeTo(JsonGenerator json, RowOutcome row) {
            json.writeStartArray();
            of.apply(row).forEach(json::writeNumber);
            json.writeEndArray();
        }
    }
}
