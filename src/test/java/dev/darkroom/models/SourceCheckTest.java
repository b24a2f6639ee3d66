package dev.darkroom.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.errors.SourceFault;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SourceCheckTest {

    private static final String LANDSCAPE = "https://a.example/landscape.jpg";
    private static final String SQUARE = "https://a.example/square.jpg";
    private static final String PAGE = "https://a.example/page.jpg";

    private final ImageModel flash =
            ModelCatalog.builtIn().find("blackforestlabs/flux-2/flash/edit").orElseThrow();
    private final Map<String, SourceTraits> seen = Map.of(
            LANDSCAPE, new SourceTraits(null, "", "", 1500, 1000, 30_000_000),
            SQUARE, new SourceTraits(null, "", "", 1000, 1010, -1),
            PAGE, new SourceTraits(SourceFault.LOGIN_PAGE, "gives a page", "Give another", 0, 0, 900));

    @Test
    void a_size_like_the_source_is_the_nearest_one() {
        ObjectNode sized = check(Set.of()).sized(input(LANDSCAPE, true), flash);

        assertThat(sized.path("image_size").stringValue()).isEqualTo("landscape_4_3");
    }

    @Test
    void without_known_sides_it_is_left_to_the_model_and_told() {
        ObjectNode wanted = input("https://a.example/other.jpg", true);
        ObjectNode sized = check(Set.of()).sized(wanted, flash);

        assertThat(sized.has("image_size")).isFalse();
        assertThat(check(Set.of()).check(true, sized, flash))
                .singleElement()
                .satisfies(found -> assertThat(found.finding().code()).isEqualTo("SIZE_UNKNOWN"))
                .satisfies(found -> assertThat(found.rejects()).isFalse());
        assertThat(check(Set.of(SourceFault.PROPORTION))
                        .check(true, sized, flash)
                        .get(0)
                        .rejects())
                .isTrue();
    }

    @Test
    void a_proportion_farther_than_the_rule_is_told_of_a_size_like_the_source_alone() {
        ObjectNode sized = check(Set.of()).sized(input(LANDSCAPE, true), flash);

        assertThat(check(Set.of()).check(true, sized, flash))
                .singleElement()
                .satisfies(found -> assertThat(found.finding().message())
                        .isEqualTo("the picture's proportion is 13% from the source's, and"
                                + " sources.max-proportion-error is 5.0%"));
        assertThat(check(Set.of()).check(false, sized, flash)).isEmpty();
        assertThat(check(Set.of()).check(false, input(LANDSCAPE, false), flash)).isEmpty();
        assertThat(check(Set.of(SourceFault.PROPORTION)).check(false, input(LANDSCAPE, false), flash))
                .singleElement()
                .satisfies(found -> assertThat(found.rejects()).isTrue());
    }

    @Test
    void a_fault_rejects_only_where_the_job_says_so() {
        assertThat(check(Set.of()).check(false, input(PAGE, false), flash))
                .singleElement()
                .satisfies(found -> assertThat(found.rejects()).isFalse())
                .satisfies(found -> assertThat(found.finding().message()).isEqualTo("image_urls[0] gives a page"));
        assertThat(check(Set.of(SourceFault.LOGIN_PAGE))
                        .check(false, input(PAGE, false), flash)
                        .get(0)
                        .rejects())
                .isTrue();
    }

    @Test
    void nothing_is_said_where_nobody_looks() {
        assertThat(SourceCheck.NONE.check(true, input(LANDSCAPE, false), flash)).isEmpty();
        assertThat(SourceCheck.NONE.sized(input(LANDSCAPE, true), flash).has("image_size"))
                .isFalse();
    }

    @Test
    void a_source_is_square_within_the_rule() {
        assertThat(check(Set.of()).isSquare(input(SQUARE, false), flash)).isTrue();
        assertThat(check(Set.of()).isSquare(input(LANDSCAPE, false), flash)).isFalse();
        assertThat(check(Set.of()).proportionError(input(LANDSCAPE, false), flash))
                .hasValue(0.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"file_size_mb<\": 20}; file_size_mb<20",
                "{\"file_size_mb<\": 50};",
                "[\"width/height>1.6\"]; width/height>1.6",
                "{\"width/height>\": 0.4, \"width/height<\": 1.5}; width/height<1.5",
                "{\"width>=\": 1501}; width>=1501",
                "{\"height<=\": 1000};",
                "{\"frames<\": 1};",
                "\"nonsense\";"
            })
    void the_schemas_rules_for_pictures_count(String rules, @Nullable String broken) {
        var field = JsonMapper.shared()
                .readTree("{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"validations\":" + rules + "}");

        assertThat(SourceValidations.broken(field, Objects.requireNonNull(seen.get(LANDSCAPE)))
                        .orElse(null))
                .isEqualTo(broken);
    }

    private SourceCheck check(Set<SourceFault> reject) {
        return new SourceCheck(
                new SourceKnowledge() {
                    @Override
                    public boolean looks() {
                        return true;
                    }

                    @Override
                    public @Nullable SourceTraits of(String address) {
                        return seen.get(address);
                    }
                },
                new SourceRules(reject, 0.05));
    }

    private static ObjectNode input(String address, boolean likeSource) {
        ObjectNode input = JsonMapper.shared().createObjectNode();
        input.put("prompt", "a shoe");
        input.putArray("image_urls").add(address);
        if (likeSource) {
            input.put("image_size", "like-source");
        }
        return input;
    }
}
