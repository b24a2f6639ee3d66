package dev.darkroom.ledger.rows;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A picture's flags as its row of the ledger holds them: a JSON list, or nothing. */
final class FlagsColumn {

    private FlagsColumn() {}

    public static List<String> read(@Nullable String kept) {
        return kept == null ? List.of() : List.of(JsonMapper.shared().readValue(kept, String[].class));
    }
}
