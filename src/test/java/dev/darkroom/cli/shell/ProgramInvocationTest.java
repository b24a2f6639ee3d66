package dev.darkroom.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.results.ShellWord;
import dev.darkroom.workspace.PostgresAddress;
import dev.darkroom.workspace.Workspace;
import java.io.File;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramInvocationTest {

    private static final String DEFAULT = "java -jar target/darkroom.jar";

    @TempDir
    private Path folder;

    @Test
    void a_command_works_in_a_shell_that_does_not_have_the_variable() {
        String program = ProgramInvocation.program(shell(Map.of("DARKROOM_HOME", "the night")));

        assertThat(program)
                .startsWith(
                        ProgramInvocation.setting(folder.resolve("the night").toString(), File.separatorChar == '\\'))
                .endsWith(DEFAULT);
    }

    @Test
    void a_command_finds_the_database_though_the_shell_does_not_name_it() {
        String url = "jdbc:postgresql://db.example/night?user=retouch&sslmode=require";
        Workspace workspace = new Workspace(folder).sharedIn(new PostgresAddress(url, "hush"));

        String program = ProgramInvocation.program(shell(Map.of()), workspace);

        assertThat(program)
                .isEqualTo(ShellWord.setting("DARKROOM_DB", url, File.separatorChar == '\\') + DEFAULT)
                .doesNotContain("hush");
        assertThat(ProgramInvocation.program(shell(Map.of("DARKROOM_DB", url)))).isEqualTo(program);
    }

    @Test
    void a_workspace_that_is_found_needs_no_word() {
        assertThat(ProgramInvocation.program(shell(Map.of()))).isEqualTo(DEFAULT);
        assertThat(ProgramInvocation.program(shell(Map.of("DARKROOM_HOME", " "))))
                .isEqualTo(DEFAULT);
    }

    @Test
    void what_the_launcher_was_called_by_is_what_a_command_begins_with() {
        System.setProperty(ProgramInvocation.LAUNCHER, "/opt/my tools/darkroom");
        try {
            assertThat(ProgramInvocation.program(shell(Map.of()))).matches("(['\"])/opt/my tools/darkroom\\1");
        } finally {
            System.clearProperty(ProgramInvocation.LAUNCHER);
        }
    }

    @Test
    void the_folder_is_quoted_as_its_shell_wants_it() {
        assertThat(ProgramInvocation.setting("/srv/night", false)).isEqualTo("DARKROOM_HOME=/srv/night ");
        assertThat(ProgramInvocation.setting("/srv/it's $HOME", false))
                .isEqualTo("DARKROOM_HOME='/srv/it'\\''s $HOME' ");
        assertThat(ProgramInvocation.setting("C:\\my jobs", true)).isEqualTo("set \"DARKROOM_HOME=C:\\my jobs\" && ");
    }

    private CommandShell shell(Map<String, String> environment) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return new CommandShell(nowhere, nowhere, environment, folder, false);
    }
}
