package dev.darkroom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way in which a file system refuses has a remedy that mends it. */
class FileFailureTextTest {

    @TempDir
    private Path folder;

    @Test
    void below_a_file() throws IOException {
        Path file = Files.createFile(folder.resolve("afile"));

        told(
                file.resolve("x/y"),
                "lies below " + file + ", which is a file",
                "Move the file away",
                "lies below " + file + ", which is a file where a folder is needed. Move it away");
        told(file, "is a file", "Move the file away", "is a file where a folder is needed. Move it away");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void where_no_folder_can_be_made() {
        told(
                Path.of("/proc/x/y"),
                "cannot be made: /proc takes no new folders",
                "Check the path, and that its disk is mounted",
                "is not there. Check the path");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a privilege there")
    void behind_links_that_lead_nowhere() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("disk"));
        Path loop = Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));

        told(
                link.resolve("x"),
                "is behind " + link + ", a link to what is not there; a disk may not be mounted",
                "Mount the disk, or remove the link",
                "is a link to what is not there. Mount the disk");
        assertThat(FailureText.of(new NoSuchFileException(link.resolve("x").toString())))
                .contains("/x lies below " + link + ", which is a link to what is not there. Mount the disk");
        told(
                loop.resolve("x"),
                "is behind a link that leads back to itself",
                "Remove the link",
                "is a link that leads back to itself. Remove the link");
    }

    @Test
    void a_name_too_long() {
        told(
                folder.resolve("n".repeat(300)),
                "has a name, or is to hold one, that is too long for its disk",
                "Shorten the name",
                "has a name that is too long here. Shorten it");
    }

    /** What this machine may not be able to do, told as Linux does. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Read-only file system   | lies on a disk that is mounted read-only | Mount the disk for writing
            Operation not permitted | may not be written to by this user       | Change its owner or mode
            No space left on device | has no room: a disk is full              | Make room
            Disk quota exceeded     | has no room: a disk is full              | Make room
            Too many open files     | cannot be opened: this process has       | Raise the limit
            Input/output error      | lies on a disk or network drive that     | Check the disk
            Stale file handle       | lies on a disk or network drive that     | Check the disk
            Etwas Neues             | cannot be written to: Etwas Neues        | Check the path
            """)
    void what_the_system_says(String reason, String message, String remedy) {
        FileSystemException refused = new FileSystemException(folder.toString(), null, reason);

        UnwritableReason told = UnwritableReason.of(folder, refused);
        assertThat(told.message()).startsWith(message);
        assertThat(told.remedy()).startsWith(remedy);
        assertThat(FailureText.of(refused)).startsWith(folder + " ").doesNotContain("Exception");
    }

    /** @param sentence what the general message says after the path that the system names */
    private static void told(Path wanted, String message, String remedy, String sentence) {
        IOException refused = catchThrowableOfType(IOException.class, () -> DurableFolders.create(wanted));

        UnwritableReason told = UnwritableReason.of(wanted, refused);
        assertThat(told.message()).isEqualTo(message);
        assertThat(told.remedy()).startsWith(remedy);
        assertThat(FailureText.of(refused)).contains(" " + sentence);
    }
}
