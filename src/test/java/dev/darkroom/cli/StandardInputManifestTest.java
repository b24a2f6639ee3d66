package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class StandardInputManifestTest {

    @Test
    void what_comes_in_is_kept_under_a_name_that_says_what_it_is() throws IOException {
        assertThat(saved(utf8("sku,title\nA,{x}\n"))).isEqualTo("stdin.csv");
        assertThat(saved(utf8("\uFEFF\n {\"sku\": 1}\n"))).isEqualTo("stdin.jsonl");
        assertThat(saved("\uFEFF{\"sku\": 1}".getBytes(StandardCharsets.UTF_16LE)))
                .isEqualTo("stdin.jsonl");
        assertThat(saved(packed("{\"sku\": 1}"))).isEqualTo("stdin.jsonl.gz");
        assertThat(saved(packed("sku\nA\n"))).isEqualTo("stdin.csv.gz");
        assertThat(saved(new byte[] {'P', 'K', 3, 4, 20})).isEqualTo("stdin.xlsx");
        assertThat(saved(utf8("PK,title\n"))).isEqualTo("stdin.csv");
        assertThat(saved(new byte[0])).isEqualTo("stdin.csv");
    }

    private static String saved(byte[] bytes) throws IOException {
        Path file = StandardInputManifest.save(new ByteArrayInputStream(bytes));
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        return String.valueOf(file.getFileName());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(utf8(text));
        }
        return bytes.toByteArray();
    }
}
