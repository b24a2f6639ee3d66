package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvocationTest {

    private static final String USUAL = "java -jar target/darkroom.jar";

    @TempDir
    private Path folder;

    @Test
    void a_command_works_in_a_shell_that_does_not_have_the_variable() {
        String program = Invocation.program(shell(Map.of("DARKROOM_HOME", "the night")));

        assertThat(program)
                .startsWith(Invocation.setting(folder.resolve("the night").toString(), File.separatorChar == '\\'))
                .endsWith(USUAL);
    }

    @Test
    void a_workspace_that_is_found_needs_no_word() {
        assertThat(Invocation.program(shell(Map.of()))).isEqualTo(USUAL);
        assertThat(Invocation.program(shell(Map.of("DARKROOM_HOME", " ")))).isEqualTo(USUAL);
    }

    @Test
    void the_folder_is_quoted_as_its_shell_wants_it() {
        assertThat(Invocation.setting("/srv/night", false)).isEqualTo("DARKROOM_HOME=/srv/night ");
        assertThat(Invocation.setting("/srv/it's $HOME", false)).isEqualTo("DARKROOM_HOME='/srv/it'\\''s $HOME' ");
        assertThat(Invocation.setting("C:\\my jobs", true)).isEqualTo("set \"DARKROOM_HOME=C:\\my jobs\" && ");
    }

    private Shell shell(Map<String, String> environment) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return new Shell(nowhere, nowhere, environment, folder, false);
    }
}
