package dev.darkroom.ledger.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.rows.RowKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObservedSourcesTest {

    private static final Instant NIGHT = Instant.parse("2026-11-21T23:00:00Z");

    @TempDir
    Path folder;

    private LedgerDatabase database;
    private ObservedSources sources;

    @BeforeEach
    void open() {
        database = LedgerDatabase.open(folder.resolve("ledger"), "1.2.3");
        sources = new ObservedSources(database.dataSource());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void what_was_told_last_is_known_of_each_source_in_order() {
        sources.keep(List.of(seen(1, 2, null), seen(1, 1, "\"a\""), seen(2, 1, "\"b\"")));
        sources.keep(List.of(seen(1, 1, "\"c\"")));

        assertThat(sources.of(new RowKey(1, 1))).containsExactly(seen(1, 1, "\"c\""), seen(1, 2, null));
        assertThat(sources.of(new RowKey(1, 3))).isEmpty();
    }

    @Test
    void many_rows_are_asked_for_at_once() {
        List<ObservedSource> many = IntStream.rangeClosed(1, 1_200)
                .mapToObj(row -> seen(row, 1, "\"" + row + "\""))
                .toList();
        sources.keep(many);

        assertThat(sources.of(many.stream().map(ObservedSource::row).toList())).hasSize(1_200);
    }

    @Test
    void an_address_too_long_to_be_kept_is_left_out() {
        ObservedSource tooLong = new ObservedSource(
                new RowKey(1, 1), 1, "https://a.example.com/" + "x".repeat(4_000), null, null, null, null, NIGHT);
        sources.keep(List.of(tooLong, seen(2, 1, null)));

        assertThat(sources.of(List.of(new RowKey(1, 1), new RowKey(1, 2)))).containsOnlyKeys(new RowKey(1, 2));
    }

    @Test
    void a_ledger_that_is_gone_is_the_callers_to_bear() {
        database.close();
        assertThatThrownBy(() -> sources.of(new RowKey(1, 1))).isInstanceOf(LedgerException.class);
        assertThatThrownBy(() -> sources.keep(List.of(seen(1, 1, null)))).isInstanceOf(LedgerException.class);
    }

    private static ObservedSource seen(int row, int n, @Nullable String etag) {
        String url = "https://shop.example.com/" + row + "-" + n + ".jpg";
        return new ObservedSource(
                new RowKey(1, row), n, url, etag, null, etag == null ? null : 5L, "a".repeat(64), NIGHT);
    }
}
