package dev.darkroom.results;

import java.util.List;

/** The results manifest's own columns, as the README must list them. */
public final class DocumentedColumns {

    private DocumentedColumns() {}

    /** Returns them in their order. */
    public static List<String> all() {
        return ResultColumns.OWN;
    }
}
