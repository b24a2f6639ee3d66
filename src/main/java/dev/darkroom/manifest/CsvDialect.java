package dev.darkroom.manifest;

/**
 * The form of the CSV files that Darkroom writes, so that they open cleanly where the manifest did.
 *
 * @param delimiter between cells: comma, semicolon, tab or {@code |}
 * @param decimal the decimal point of numbers: {@code .} or {@code ,}
 * @param bom whether files start with a UTF-8 byte order mark, which spreadsheets need to see umlauts
 */
public record CsvDialect(char delimiter, char decimal, boolean bom) {

    public CsvDialect {
        if (delimiter != ',' && delimiter != ';' && delimiter != '\t' && delimiter != '|') {
            throw new IllegalArgumentException("delimiter must be a comma, a semicolon, a tab or a |");
        }
        if (decimal != '.' && decimal != ',') {
            throw new IllegalArgumentException("decimal must be a point or a comma");
        }
    }
}
