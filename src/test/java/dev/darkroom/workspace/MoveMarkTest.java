package dev.darkroom.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoveMarkTest {

    private static final MoveMark COPYING = new MoveMark("copy-1", "postgresql://db.example/night", false);

    @TempDir
    Path folder;

    @Test
    void a_workspace_that_is_not_copied_or_is_only_being_copied_may_be_used() throws IOException {
        Workspace workspace = new Workspace(folder);
        MoveMark.checkNotMoved(workspace);
        assertThat(MoveMark.find(workspace)).isEmpty();

        COPYING.write(workspace);

        MoveMark.checkNotMoved(workspace);
        assertThat(MoveMark.find(workspace)).contains(COPYING);
    }

    @Test
    void one_that_was_moved_is_refused_with_where_it_went_but_not_as_the_folder_of_the_database() throws IOException {
        Workspace workspace = new Workspace(folder);
        COPYING.asMoved().write(workspace);

        assertThatThrownBy(() -> MoveMark.checkNotMoved(workspace))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("was moved to the database postgresql://db.example/night")
                .hasMessageContaining("Set DARKROOM_DB to that database");
        MoveMark.checkNotMoved(workspace.sharedIn(new PostgresAddress("jdbc:postgresql://db.example/night", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"state\": \"moved\"}", "null"})
    void a_mark_that_is_damaged_lets_nobody_pass(String content) throws IOException {
        Files.writeString(folder.resolve("moved.json"), content);

        assertThatThrownBy(() -> MoveMark.checkNotMoved(new Workspace(folder)))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("moved.json is damaged");
    }
}
