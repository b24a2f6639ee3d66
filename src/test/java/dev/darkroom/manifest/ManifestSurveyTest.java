package dev.darkroom.manifest;

import static dev.darkroom.manifest.ManifestFiles.gzip;
import static dev.darkroom.manifest.ManifestFiles.survey;
import static dev.darkroom.manifest.ManifestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestSurveyTest {

    private static final int JUMBO = 60_000;

    private final Path folder;

    ManifestSurveyTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void tells_a_csv_files_shape() throws Exception {
        String text = "sku;model\n1;blackforestlabs/flux-2/dev/edit\n2;flash\n3;\n4\n";
        ManifestSurvey survey = survey(write(folder, "a.csv", text));
        assertThat(survey.format()).isEqualTo(ManifestFormat.CSV);
        assertThat(survey.delimiter()).isEqualTo(';');
        assertThat(survey.columns()).containsExactly("sku", "model");
        assertThat(survey.rows()).isEqualTo(4);
        assertThat(survey.models()).containsExactly("blackforestlabs/flux-2/dev/edit");
        assertThat(survey.unknownModels()).containsExactly("flash");
        assertThat(survey.sha256()).isEqualTo(sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void the_hash_is_of_the_bytes_on_disk() throws Exception {
        byte[] packed = gzip("sku\n1\n");
        assertThat(survey(write(folder, "a.csv.gz", packed)).sha256()).isEqualTo(sha256(packed));
    }

    @Test
    void jsonl_columns_are_those_of_all_rows() {
        ManifestSurvey survey = survey(write(folder, "a.jsonl", "{\"b\": 1}\nbroken\n{\"a\": 1, \"b\": 2}\n"));
        assertThat(survey.columns()).containsExactly("b", "a");
        assertThat(survey.delimiter()).isNull();
        assertThat(survey.rows()).isEqualTo(3);
    }

    @Test
    void a_header_alone_is_a_manifest_of_no_rows() {
        assertThat(survey(write(folder, "a.csv", "sku,title\n")).rows()).isZero();
    }

    @Test
    void a_jumbo_manifest_is_read_row_by_row() throws IOException {
        Manifest shape = new Manifest(folder.resolve("jumbo.csv"), "jumbo.csv", ManifestFormat.CSV, null);
        try (ManifestReader reader = shape.open(file -> new GeneratedRows())) {
            long most = 0;
            long rows = 0;
            System.gc();
            long before = used();
            for (ManifestRow row = reader.read(); row != null; row = reader.read()) {
                rows++;
                if (rows % 20_000 == 0) {
                    System.gc();
                    most = Math.max(most, used() - before);
                }
            }
            assertThat(rows).isEqualTo(JUMBO);
            assertThat(most).isLessThan(8L * 1024 * 1024);
        }
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** A manifest that stands in no memory and on no disk: each row is made when it is read. */
    private static final class GeneratedRows extends InputStream {

        private byte[] current = "id,title,note\n".getBytes(StandardCharsets.UTF_8);
        private int position;
        private int row;

        @Override
        public int read() {
            throw new UnsupportedOperationException("read one by one");
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (position == current.length) {
                if (row == JUMBO) {
                    return -1;
                }
                row++;
                String text = row + ",\"Stuhl, weiß\nNr. " + row + "\"," + "n".repeat(200) + "\n";
                current = text.getBytes(StandardCharsets.UTF_8);
                position = 0;
            }
            int count = Math.min(length, current.length - position);
            System.arraycopy(current, position, target, offset, count);
            position += count;
            return count;
        }
    }
}
