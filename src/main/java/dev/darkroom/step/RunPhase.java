package dev.darkroom.step;

/** What a run does with its rows before it buys the first one. */
public enum RunPhase {
    /** Their sources are looked at. */
    LOOKING("looking at sources"),
    /** Rows are read from the manifest, checked by themselves and entered into the ledger. */
    READING("reading"),
    /** Duplicates are found among them. */
    CHECKING("checking"),
    /** Those still to be submitted are looked up in other runs. */
    LOOKING_UP("looking up");

    private final String keyword;

    RunPhase(String keyword) {
        this.keyword = keyword;
    }

    /** Returns what people read of it. */
    public String keyword() {
        return keyword;
    }
}
