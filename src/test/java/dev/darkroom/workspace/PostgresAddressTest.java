package dev.darkroom.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAddressTest {

    @Test
    void shows_where_it_is_and_nothing_else() {
        PostgresAddress address =
                new PostgresAddress("jdbc:postgresql://db.example:5433/night?user=retouch&sslmode=verify-full", "hush");

        assertThat(address.shown()).isEqualTo("postgresql://db.example:5433/night");
        assertThat(address).hasToString("postgresql://db.example:5433/night");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db.example/night?user=a&password=hush",
                "jdbc:postgresql://db.example/night?PASSWORD=hush",
                "jdbc:postgresql://db.example/night?sslpassword=hush&user=a",
                "jdbc:postgresql://a:hush@db.example/night",
            })
    void a_password_in_it_is_refused_and_not_repeated(String url) {
        assertThatThrownBy(() -> new PostgresAddress(url, ""))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("DARKROOM_DB_PASSWORD_FILE")
                .hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:mysql://db.example/night", "postgresql://db.example/night", "night"})
    void another_database_is_refused(String url) {
        assertThatThrownBy(() -> new PostgresAddress(url, ""))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("jdbc:postgresql://host/database?user=name");
    }
}
