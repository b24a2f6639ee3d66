package dev.darkroom.manifest;

import static dev.darkroom.manifest.ManifestFiles.gzip;
import static dev.darkroom.manifest.ManifestFiles.survey;
import static dev.darkroom.manifest.ManifestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestRefusalTest {

    private final Path folder;

    ManifestRefusalTest(@TempDir Path folder) {
        this.folder = folder;
    }

    static Stream<Arguments> files() {
        Charset latin = StandardCharsets.ISO_8859_1;
        byte[] packed = gzip("id,title\n" + "1,some title\n".repeat(2_000));
        byte[] damaged = packed.clone();
        Arrays.fill(damaged, 20, 30, (byte) 0xFF);
        return Stream.of(
                Arguments.of("empty.csv", bytes(""), "NO_HEADER", 1),
                Arguments.of("blank.csv", bytes("\n \n"), "NO_HEADER", 1),
                Arguments.of("data.csv", bytes("a white wall,https://shop.example/a.jpg\n"), "NO_HEADER", 1),
                Arguments.of("nameless.csv", bytes(",,\n,,\n"), "NO_HEADER", 1),
                Arguments.of("open.csv", bytes("id,title\n1,a\n2,\"b\n3,c\n4,d\n"), "BROKEN_QUOTE", 3),
                Arguments.of("open-then-quoted.csv", bytes("id,title\n1,\"a\n2,\"b\"\n3,\"c\"\n"), "BROKEN_QUOTE", 2),
                Arguments.of("torn.csv", bytes("id,title\n1,\"27\" screen\"\n"), "BROKEN_QUOTE", 2),
                Arguments.of("escaped.csv", bytes("id,title\n1,\"27\\\"\"\n2,b\n"), "BROKEN_QUOTE", 2),
                Arguments.of("open-header.csv", bytes("id,\"title\n1,a\n"), "BROKEN_QUOTE", 1),
                Arguments.of("latin.csv", "id,title\n1,a\n2,Stühle\n".getBytes(latin), "NOT_UTF8", 3),
                Arguments.of("latin.jsonl", "{\"a\": 1}\n{\"a\": \"ü\"}\n".getBytes(latin), "NOT_UTF8", 2),
                Arguments.of("cut.csv", Arrays.copyOf(bytes("id\nä"), 4), "NOT_UTF8", 2),
                Arguments.of("no-mark.csv", "id,title\n".getBytes(StandardCharsets.UTF_16LE), "NOT_UTF8", 1),
                Arguments.of("cut.csv.gz", Arrays.copyOf(packed, packed.length - 20), "DAMAGED_GZIP", -1),
                Arguments.of("damaged.csv.gz", damaged, "DAMAGED_GZIP", -1),
                Arguments.of("none.csv.gz", bytes("id,title\n1,a\n"), "DAMAGED_GZIP", 0),
                Arguments.of("empty.csv.gz", bytes(""), "DAMAGED_GZIP", 0),
                Arguments.of("endless.jsonl", bytes("{\"a\": \"" + "x".repeat(9_000_000)), "RECORD_TOO_LONG", 1),
                Arguments.of("endless.csv", bytes("id\n\"" + "x\n".repeat(4_500_000)), "RECORD_TOO_LONG", 2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void is_refused_as_a_whole(String name, byte[] bytes, String code, long line) {
        Manifest manifest = write(folder, name, bytes);
        refused(() -> survey(manifest), name, code, line);
    }

    @Test
    void a_late_fault_names_its_line_however_far_ahead_the_file_was_read() {
        byte[] text = bytes("id,title\n" + "1,a\n".repeat(100_000) + "2,ä\n");
        text[text.length - 2] = 'x';
        refused(() -> survey(write(folder, "a.csv", text)), "a.csv", "NOT_UTF8", 100_002);
    }

    @Test
    void values_written_as_keys_are_refused() {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < 10_001; row++) {
            text.append("{\"key").append(row).append("\": 1}\n");
        }
        refused(() -> survey(write(folder, "a.jsonl", text.toString())), "a.jsonl", "TOO_MANY_COLUMNS", 10_001);
    }

    @Test
    void an_unknown_kind_of_file_is_refused() {
        refused(() -> Manifest.of(folder.resolve("a.ods"), "a.ods", null), "a.ods", "UNKNOWN_FORMAT", 0);
    }

    @Test
    void a_missing_file_is_refused() {
        refused(() -> survey(Manifest.of(folder.resolve("a.csv"), "a.csv", null)), "a.csv", "NO_MANIFEST", 0);
    }

    private static void refused(ThrowingCallable reading, String name, String code, long line) {
        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(reading)
                .satisfies(refused -> assertThat(refused.problems())
                        .singleElement()
                        .satisfies(problem -> {
                            assertThat(problem.code()).isEqualTo(code);
                            assertThat(problem.file()).isEqualTo(name);
                            assertThat(problem.warning()).isFalse();
                            assertThat(problem.remedy()).isNotBlank();
                            if (line >= 0) {
                                assertThat(problem.line()).isEqualTo(line);
                            }
                        }));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
