package dev.darkroom.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandShellTest {

    @ParameterizedTest
    @CsvSource({
        "/data/shop/rows.csv, rows.csv",
        "/data/shop/samples/rows.csv, samples/rows.csv",
        "/data/shop/jobs/../samples/rows.csv, samples/rows.csv",
        "/data/rows.csv, ../rows.csv",
        "/x/rows.csv, /x/rows.csv",
    })
    void a_file_is_shown_relative_where_that_is_shorter(Path file, String shown) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        CommandShell shell = new CommandShell(nowhere, nowhere, Map.of(), Path.of("/data/shop"), false);

        assertThat(Path.of(shell.shownPath(file))).isEqualTo(Path.of(shown));
    }
}
