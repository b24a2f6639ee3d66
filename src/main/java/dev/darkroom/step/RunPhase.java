package dev.darkroom.step;

import dev.darkroom.io.CountText;

/** What a run does with its rows before it buys the first one. */
public enum RunPhase {
    /** Their sources are looked at. */
    LOOKING("looking at sources", "address", "addresses"),
    /** Rows are read from the manifest, checked by themselves and entered into the ledger. */
    READING("reading", "row", "rows"),
    /** Duplicates are found among them. */
    CHECKING("checking", "row", "rows"),
    /** Those still to be submitted are looked up in other runs. */
    LOOKING_UP("looking up", "row", "rows");

    private final String keyword;
    private final String unit;
    private final String units;

    RunPhase(String keyword, String unit, String units) {
        this.keyword = keyword;
        this.unit = unit;
        this.units = units;
    }

    /** Returns what people read of it. */
    public String keyword() {
        return keyword;
    }

    /** Returns a number of what it goes through, such as {@code 40 rows}. */
    public String counted(long number) {
        return CountText.of(number, unit, units);
    }
}
