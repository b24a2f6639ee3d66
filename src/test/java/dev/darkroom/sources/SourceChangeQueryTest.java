package dev.darkroom.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.fetch.HttpValidators;
import dev.darkroom.ledger.history.ObservedSource;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.sources.SourceVerdict.VerdictKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceChangeQueryTest {

    private static final String URL = "https://shop.example/a.jpg";
    private static final Instant BOUGHT = Instant.parse("2026-11-20T22:00:00Z");
    private static final String BEFORE = "'Mon, 02 Nov 2026 10:00:00 GMT'";

    @ParameterizedTest(name = "then {0} {1} {2}, now {3} {4} {5}: {6}")
    @CsvSource(
            nullValues = "-",
            value = {
                "'\"a\"', -, -, '\"a\"', -, -, SAME",
                "'\"a\"', -, -, '\"b\"', -, -, CHANGED",
                "'W/\"a\"', -, -, 'W/\"b\"', -, -, CHANGED",
                "'W/\"a\"', -, -, '\"a\"', -, -, SAME",
                "'\"a\"', " + BEFORE + ", 10, '\"a\"', 'Fri, 20 Nov 2026 23:00:00 GMT', 11, SAME",
                "'\"a\"', " + BEFORE + ", 10, '\"b\"', " + BEFORE + ", 10, CHANGED",
                "-, " + BEFORE + ", -, -, " + BEFORE + ", -, SAME",
                "-, " + BEFORE + ", -, -, 'Mon, 02 Nov 2026 10:00:01 GMT', -, CHANGED",
                "-, " + BEFORE + ", 10, -, " + BEFORE + ", 11, CHANGED",
                "'\"a\"', " + BEFORE + ", 10, -, " + BEFORE + ", 10, SAME",
                "-, -, 10, -, -, 10, SAME",
                "-, -, 10, -, -, 11, CHANGED",
                "-, -, 10, '\"a\"', " + BEFORE + ", 11, CHANGED",
                "'\"a\"', -, -, -, -, 10, NOT_TOLD",
                "'\"a\"', -, -, -, 'Fri, 20 Nov 2026 23:00:00 GMT', -, CHANGED",
                "-, -, -, -, -, -, NOT_TOLD",
            })
    void what_the_host_told_then_is_held_against_what_it_tells_now(
            @Nullable String etag,
            @Nullable String modified,
            @Nullable Long bytes,
            @Nullable String etagNow,
            @Nullable String modifiedNow,
            @Nullable Long bytesNow,
            VerdictKind expected) {
        ObservedSource then = new ObservedSource(new RowKey(1, 1), 1, URL, etag, modified, bytes, null, BOUGHT);

        SourceVerdict verdict =
                new SourceChangeQuery(URL, then, BOUGHT).answer(new HttpValidators(etagNow, modifiedNow, bytesNow));

        assertThat(verdict.keyword()).isEqualTo(expected);
        assertThat(verdict.why()).isNotBlank();
    }

    @ParameterizedTest(name = "last modified {0}: {1}")
    @CsvSource(
            nullValues = "-",
            value = {
                "'Fri, 20 Nov 2026 22:00:01 GMT', CHANGED",
                "'Fri, 20 Nov 2026 22:00:00 GMT', SAME",
                "'Mon, 02 Nov 2026 10:00:00 GMT', SAME",
                "yesterday, NOT_TOLD",
                "-, NOT_TOLD"
            })
    void without_a_record_the_time_of_purchase_counts(@Nullable String modified, VerdictKind expected) {
        SourceVerdict verdict =
                new SourceChangeQuery(URL, null, BOUGHT).answer(new HttpValidators("\"a\"", modified, 10L));

        assertThat(verdict.keyword()).isEqualTo(expected);
    }
}
