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
                "jdbc:postgresql://db.example/night?user=a&%70assword=hush",
                "jdbc:postgresql://db.example/night?user=a&p%61ssw%6Frd=hush",
                "jdbc:postgresql://db.example/night?user=a&password%3Dhush",
                "jdbc:postgresql://a%3ahush@db.example/night",
                "jdbc:postgresql://db.example/night?user=%zz&ssl%50assword=hush",
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

    @ParameterizedTest
    @ValueSource(strings = {"verify", "on", ""})
    void an_sslmode_that_there_is_not_is_refused(String mode) {
        assertThatThrownBy(() -> new PostgresAddress("jdbc:postgresql://db.example/night?user=a&sslmode=" + mode, ""))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageStartingWith("DARKROOM_DB names an sslmode that there is not: it is one of allow, disable, ")
                .hasMessageContaining("verify-full");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?user=a&sslmode=VERIFY-CA", "?sslmode=disable&user=a%20b", "?user=100%"})
    void other_settings_are_the_drivers(String settings) {
        assertThat(PostgresAddress.fault("jdbc:postgresql://db.example/night" + settings))
                .isNull();
    }
}
