package dev.darkroom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {

    private final Path folder;

    AtomicFilesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void old_files_stay_until_all_new_ones_are_written() throws IOException {
        Path first = Files.writeString(folder.resolve("a.csv"), "old a");
        Path second = folder.resolve("deep/er/b.csv");
        try (AtomicFiles files = new AtomicFiles(FileMover.atomic(), LockedFilePolicy.WRITE_BESIDE)) {
            files.begin(first).write("new a");
            files.begin(second).write("new b");
            assertThat(first).hasContent("old a");
            assertThat(second).doesNotExist();

            assertThat(files.replaceAll()).isEmpty();
        }
        assertThat(first).hasContent("new a");
        assertThat(second).hasContent("new b");
        assertThat(names()).containsExactlyInAnyOrder("a.csv", "deep");
    }

    @Test
    void what_is_given_up_leaves_nothing_behind() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "old");
        try (AtomicFiles files = new AtomicFiles(FileMover.atomic(), LockedFilePolicy.WRITE_BESIDE)) {
            files.begin(file).write("half of the n");
        }

        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("a.csv");
    }

    @Test
    void a_file_held_open_gets_a_new_one_beside_it() throws IOException {
        Path held = Files.writeString(folder.resolve("results.csv"), "old");
        Files.writeString(folder.resolve("results (2).csv"), "the user's own copy");

        List<String> warnings = write(held, "new", LockedFilePolicy.WRITE_BESIDE, holding(held));

        assertThat(held).hasContent("old");
        assertThat(folder.resolve("results (2).csv")).hasContent("the user's own copy");
        assertThat(folder.resolve("results (3).csv")).hasContent("new");
        assertThat(warnings).singleElement().asString().contains("results.csv").contains("results (3).csv");
        assertThat(names()).hasSize(3);
    }

    @Test
    void files_after_one_held_open_still_reach_their_places() throws IOException {
        Path held = Files.writeString(folder.resolve("a.csv"), "old");
        try (AtomicFiles files = new AtomicFiles(holding(held), LockedFilePolicy.WRITE_BESIDE)) {
            files.begin(held).write("new a");
            files.begin(folder.resolve("b.csv")).write("new b");

            assertThat(files.replaceAll()).hasSize(1);
        }
        assertThat(folder.resolve("b.csv")).hasContent("new b");
    }

    @Test
    void a_summary_held_open_is_left_as_it_is() throws IOException {
        Path held = Files.writeString(folder.resolve("summary.json"), "old");

        List<String> warnings = write(held, "new", LockedFilePolicy.LEAVE, holding(held));

        assertThat(held).hasContent("old");
        assertThat(names()).containsExactly("summary.json");
        assertThat(warnings).singleElement().asString().startsWith("summary.json could not be replaced");
    }

    @Test
    void where_the_new_file_must_be_had_one_held_open_is_a_failure() throws IOException {
        Path held = Files.writeString(folder.resolve("run.json"), "old");

        assertThatThrownBy(() -> write(held, "new", LockedFilePolicy.FAIL, holding(held)))
                .isInstanceOf(AccessDeniedException.class);

        assertThat(held).hasContent("old");
        assertThat(names()).containsExactly("run.json");
    }

    @Test
    void bytes_are_written_as_they_are() throws IOException {
        Path file = folder.resolve("a.gz");
        try (AtomicFiles files = new AtomicFiles(FileMover.atomic(), LockedFilePolicy.FAIL)) {
            files.beginBytes(file, FilePermissions.OWNER_ONLY).write(new byte[] {(byte) 0xff, 0, 1});
            files.replaceAll();
        }

        assertThat(file).hasBinaryContent(new byte[] {(byte) 0xff, 0, 1});
    }

    @Test
    void a_copy_has_the_times_of_what_it_was_made_of() throws IOException {
        Path source = Files.writeString(folder.resolve("ledger"), "all");
        Files.setLastModifiedTime(source, FileTime.fromMillis(1_000_000));

        AtomicFiles.copy(source, folder.resolve("copy"));

        assertThat(folder.resolve("copy")).hasContent("all");
        assertThat(Files.getLastModifiedTime(folder.resolve("copy"))).isEqualTo(FileTime.fromMillis(1_000_000));
        assertThat(names()).containsExactlyInAnyOrder("ledger", "copy");
    }

    @Test
    void a_copy_that_fails_leaves_what_was_there() throws IOException {
        Path target = Files.writeString(folder.resolve("copy"), "old");

        assertThatThrownBy(() -> AtomicFiles.copy(folder.resolve("gone"), target))
                .isInstanceOf(NoSuchFileException.class);

        assertThat(target).hasContent("old");
        assertThat(names()).containsExactly("copy");
    }

    @Test
    void a_folder_that_takes_no_file_at_all_is_a_failure() {
        FileMover full = (from, to) -> {
            throw new FileSystemException(to.toString(), null, "no space left on device");
        };

        assertThatThrownBy(() -> write(folder.resolve("new.csv"), "x", LockedFilePolicy.WRITE_BESIDE, full))
                .isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> write(
                        Files.writeString(folder.resolve("old.csv"), "x"), "y", LockedFilePolicy.WRITE_BESIDE, full))
                .isInstanceOf(FileSystemException.class);
    }

    @Test
    void others_than_owner_and_group_may_not_read() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path file = folder.resolve("results.csv");
        write(file, "x", LockedFilePolicy.WRITE_BESIDE, FileMover.atomic());

        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        assertThat(PosixFilePermissions.fromString("rw-r-----")).containsAll(permissions);
        assertThat(permissions).contains(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void what_a_dead_process_left_is_swept_and_a_living_ones_is_not() throws IOException {
        long pidOfNobody = Integer.MAX_VALUE;
        long living = ProcessHandle.current().pid();
        Files.writeString(folder.resolve(".results.csv." + pidOfNobody + "-123.tmp"), "half");
        Files.writeString(folder.resolve(".results.csv." + living + "-123.tmp"), "half");
        Files.writeString(folder.resolve(".mine.tmp"), "the user's");

        write(folder.resolve("results.csv"), "x", LockedFilePolicy.WRITE_BESIDE, FileMover.atomic());

        assertThat(names())
                .containsExactlyInAnyOrder("results.csv", ".results.csv." + living + "-123.tmp", ".mine.tmp");
    }

    @Test
    void half_a_character_does_not_stop_the_writing() throws IOException {
        Path file = folder.resolve("a.csv");
        write(file, "a\ud83db", LockedFilePolicy.WRITE_BESIDE, FileMover.atomic());

        assertThat(file).hasContent("a?b");
    }

    private List<String> write(Path file, String content, LockedFilePolicy policy, FileMover mover) throws IOException {
        try (AtomicFiles files = new AtomicFiles(mover, policy)) {
            files.begin(file).write(content);
            return files.replaceAll();
        }
    }

    private static FileMover holding(Path held) {
        return (from, to) -> {
            if (to.equals(held)) {
                throw new AccessDeniedException(to.toString());
            }
            FileMover.atomic().move(from, to);
        };
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
