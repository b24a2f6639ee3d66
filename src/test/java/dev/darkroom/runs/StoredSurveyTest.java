package dev.darkroom.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.manifest.ColumnRules;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.models.ListSeparator;
import dev.darkroom.models.ModelCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class StoredSurveyTest {

    private static final ModelCatalog MODELS = ModelCatalog.builtIn();
    private static final String ROWS = "id;model;prompt\na;blackforestlabs/flux-2/flash/edit;x\n";

    @TempDir
    Path folder;

    private Manifest manifest;
    private ManifestSurvey survey;

    @BeforeEach
    void survey() throws IOException {
        manifest = Manifest.of(Files.writeString(folder.resolve("m.csv"), ROWS), "m.csv", ';');
        survey = ManifestSurvey.of(manifest, MODELS);
    }

    @Test
    void the_same_manifest_is_known_as_it_was_surveyed() throws IOException {
        assertThat(read(manifest, manifest.sha256(), "1")).contains(survey);
    }

    @Test
    void another_manifest_is_not() throws IOException {
        assertThat(read(manifest, "0".repeat(64), "1")).isEmpty();
        assertThat(StoredSurvey.mayBeOf(stored(), ROWS.length())).isTrue();
        assertThat(StoredSurvey.mayBeOf(stored(), ROWS.length() + 1L)).isFalse();
    }

    @Test
    void another_way_to_read_it_or_another_version_has_it_surveyed_again() throws IOException {
        Manifest commas = Manifest.of(manifest.path(), "m.csv", ',');
        Manifest filled =
                manifest.with(new ColumnRules(null, null, List.of(), ListSeparator.PIPE, List.of("prompt"), List.of()));
        for (Manifest other : List.of(commas, filled)) {
            assertThat(read(other, manifest.sha256(), "1")).isEmpty();
        }
        assertThat(read(manifest, manifest.sha256(), "2")).isEmpty();
    }

    @Test
    void what_is_to_be_told_of_a_manifest_is_looked_for_again() throws IOException {
        Files.writeString(manifest.path(), "id;model;prompt\na;nobody/knows;x\n");
        ManifestSurvey doubtful = ManifestSurvey.of(manifest, MODELS);
        assertThat(StoredSurvey.write(doubtful, manifest, 1, "1", JsonMapper.shared()))
                .isEmpty();
    }

    private Optional<ManifestSurvey> read(Manifest of, String sha256, String version) {
        return StoredSurvey.read(stored(), of, sha256, MODELS, version);
    }

    private ObjectNode stored() {
        return StoredSurvey.write(survey, manifest, ROWS.length(), "1", JsonMapper.shared())
                .orElseThrow();
    }
}
