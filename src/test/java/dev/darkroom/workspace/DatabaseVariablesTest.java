package dev.darkroom.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseVariablesTest {

    private static final String URL = "jdbc:postgresql://db.example/night?user=retouch";

    @TempDir
    Path folder;

    @Test
    void without_a_database_there_is_none_whatever_else_is_set() {
        assertThat(DatabaseVariables.find(Map.of("DARKROOM_DB_PASSWORD", "hush"), folder))
                .isEmpty();
        assertThat(DatabaseVariables.find(Map.of("DARKROOM_DB", "  "), folder)).isEmpty();
    }

    @Test
    void a_password_is_the_variables_or_the_files_without_its_line_end() throws IOException {
        Files.writeString(folder.resolve("secret"), " hush \r\n");

        assertThat(DatabaseVariables.find(Map.of("DARKROOM_DB", URL, "DARKROOM_DB_PASSWORD", "hush"), folder))
                .contains(new PostgresAddress(URL, "hush"));
        assertThat(DatabaseVariables.find(Map.of("DARKROOM_DB", URL, "DARKROOM_DB_PASSWORD_FILE", "secret"), folder))
                .contains(new PostgresAddress(URL, " hush "));
    }

    @Test
    void two_passwords_are_refused() {
        assertThatThrownBy(() -> DatabaseVariables.find(
                        Map.of(
                                "DARKROOM_DB",
                                URL,
                                "DARKROOM_DB_PASSWORD",
                                "hush",
                                "DARKROOM_DB_PASSWORD_FILE",
                                "secret"),
                        folder))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("take one of them away")
                .hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @CsvSource({
        "'', is empty",
        "'\n', is empty",
        "'hush\nhush\n', has more than one line",
        "'hush\u00ff', is not text in UTF-8"
    })
    void a_file_that_holds_no_password_is_named_and_not_quoted(String content, String why) throws IOException {
        Files.write(folder.resolve("secret"), content.getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> DatabaseVariables.find(
                        Map.of("DARKROOM_DB", URL, "DARKROOM_DB_PASSWORD_FILE", "secret"), folder))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("the file " + folder.resolve("secret") + " of the database's password " + why)
                .hasMessageNotContaining("hush");
    }

    @Test
    void what_a_host_keeps_is_apart_for_each_schema_and_user_of_a_database() {
        String key = new PostgresAddress(URL, "").folderKey();

        assertThat(key).matches("[0-9a-f]{12}");
        assertThat(new PostgresAddress(URL + "&sslmode=require", "hush").folderKey())
                .isEqualTo(key);
        for (String other : new String[] {
            URL + "&currentSchema=summer",
            URL.replace("user=", "user=x"),
            URL.replace("postgresql://", "postgresql://x")
        }) {
            assertThat(new PostgresAddress(other, "").folderKey()).as(other).isNotEqualTo(key);
        }
    }
}
