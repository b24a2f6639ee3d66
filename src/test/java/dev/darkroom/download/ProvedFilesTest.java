package dev.darkroom.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvedFilesTest {

    private static final String HASH = "ab".repeat(32);

    @TempDir
    Path folder;

    private Path picture;

    @BeforeEach
    void prove() throws IOException {
        Assumptions.assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("unix"));
        picture = Files.writeString(folder.resolve("a.png"), "picture");
        try (ProvedFiles proved = ProvedFiles.in(folder.resolve("proved"))) {
            proved.prove(proved.look(picture, HASH), picture, HASH);
        }
    }

    private boolean isProved(Path file, String hash) {
        ProvedFiles next = ProvedFiles.in(folder.resolve("proved"));
        return next.has(next.look(file, hash));
    }

    @Test
    void a_file_is_proved_for_later_processes_also_once_it_was_linked() throws IOException {
        assertThat(isProved(picture, HASH)).isTrue();
        Path link = folder.resolve("b.png");
        try (ProvedFiles proved = ProvedFiles.in(folder.resolve("proved"))) {
            ProvedFiles.FileProof before = proved.look(picture, HASH);
            assertThat(proved.has(before)).isTrue();
            awaitClock();
            Files.createLink(link, picture);
            assertThat(proved.has(proved.look(picture, HASH))).isFalse();
            proved.linked(before, link, HASH);
            assertThat(proved.has(proved.look(picture, HASH))).isTrue();
        }
        assertThat(isProved(picture, HASH)).isTrue();
        assertThat(isProved(link, HASH)).isTrue();
    }

    @Test
    void a_file_that_was_written_to_while_it_was_linked_is_not_proved() throws IOException {
        Path link = folder.resolve("b.png");
        try (ProvedFiles proved = ProvedFiles.in(folder.resolve("proved"))) {
            ProvedFiles.FileProof before = proved.look(picture, HASH);
            Files.createLink(link, picture);
            Files.writeString(picture, "another picture");
            proved.linked(before, link, HASH);
        }
        assertThat(isProved(link, HASH)).isFalse();
    }

    @Test
    void a_file_that_was_written_to_and_given_its_old_time_is_another() throws Exception {
        FileTime time = Files.getLastModifiedTime(picture);
        awaitClock();
        Files.writeString(picture, "PICTURE");
        Files.setLastModifiedTime(picture, time);
        assertThat(isProved(picture, HASH)).isFalse();
    }

    /** Waits until the file system's clock, which may tick every few milliseconds alone, has gone on. */
    private void awaitClock() throws IOException {
        FileTime changed = changed(picture);
        Path other = folder.resolve("clock");
        do {
            Files.writeString(other, "");
        } while (changed(other).compareTo(changed) <= 0);
    }

    private static FileTime changed(Path file) throws IOException {
        return (FileTime) Files.getAttribute(file, "unix:ctime");
    }

    @Test
    void no_other_hash_is_proved() {
        assertThat(isProved(picture, "cd".repeat(32))).isFalse();
    }

    @Test
    void a_file_that_was_written_to_copied_or_replaced_is_another() throws IOException {
        Path copy = Files.copy(picture, folder.resolve("b.png"), StandardCopyOption.COPY_ATTRIBUTES);
        assertThat(isProved(copy, HASH)).isFalse();
        FileTime time = Files.getLastModifiedTime(picture);
        Files.writeString(picture, "PICTURE");
        Files.setLastModifiedTime(picture, FileTime.fromMillis(time.toMillis() + 10));
        assertThat(isProved(picture, HASH)).as("as long, changed later").isFalse();
        Files.writeString(picture, "longer picture");
        Files.setLastModifiedTime(picture, time);
        assertThat(isProved(picture, HASH)).as("of the same time").isFalse();
        Files.delete(picture);
        assertThat(isProved(picture, HASH)).isFalse();
    }

    @Test
    void a_file_that_changes_while_it_is_hashed_is_not_remembered() throws IOException {
        Path other = Files.writeString(folder.resolve("b.png"), "picture");
        try (ProvedFiles proved = ProvedFiles.in(folder.resolve("proved"))) {
            ProvedFiles.FileProof before = proved.look(other, HASH);
            Files.writeString(other, "another picture");
            proved.prove(before, other, HASH);
        }
        assertThat(isProved(other, HASH)).isFalse();
        assertThat(isProved(picture, HASH)).isTrue();
    }

    @Test
    void what_a_killed_process_left_half_written_counts_for_nothing() throws IOException {
        Files.write(folder.resolve("proved"), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
        assertThat(isProved(picture, HASH)).isTrue();
        Path other = Files.writeString(folder.resolve("b.png"), "another");
        try (ProvedFiles proved = ProvedFiles.in(folder.resolve("proved"))) {
            proved.prove(proved.look(other, HASH), other, HASH);
        }
        assertThat(isProved(other, HASH)).isTrue();
        assertThat(Files.size(folder.resolve("proved"))).isEqualTo(2L * Long.BYTES);
    }

    @Test
    void where_nothing_is_remembered_nothing_is_proved() throws IOException {
        try (ProvedFiles none = ProvedFiles.none()) {
            none.prove(none.look(picture, HASH), picture, HASH);
            assertThat(none.has(none.look(picture, HASH))).isFalse();
        }
    }
}
