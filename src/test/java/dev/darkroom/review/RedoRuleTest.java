package dev.darkroom.review;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.darkroom.ledger.history.RedoChain;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.InputKey;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RedoRuleTest {

    private static final String SCHEMA = """
            {"title": "maker/model", "type": "object", "properties":
              {"prompt": {"type": "string"}, "seed": {"type": "integer", "minimum": 0, "maximum": 4}}}""";

    private final ImageModel model = model(SCHEMA);

    @Test
    void seeds_stay_within_the_models_limits_and_none_comes_twice() {
        Set<Long> tried = new HashSet<>(Set.of(3L));
        for (int time = 1; time <= 3; time++) {
            RedoRule redo = RedoRule.of(origin(false, tried), model, Optional.empty(), key -> false);
            assertThat(redo.seed()).isBetween(1L, 4L);
            assertThat(tried.add(requireNonNull(redo.seed()))).isTrue();
            assertThat(redo.madeBy()).isEqualTo("req");
        }

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedoRule.of(origin(false, tried), model, Optional.empty(), key -> false))
                .withMessage("no seed is left that was not tried");
    }

    @Test
    void a_seed_whose_picture_was_rejected_is_passed_over() {
        RedoRule first = RedoRule.of(origin(false, Set.of()), model, Optional.empty(), key -> false);
        String key = key("cup", first.seed());

        RedoRule second = RedoRule.of(origin(false, Set.of()), model, Optional.empty(), key::equals);

        assertThat(second.seed()).isNotEqualTo(first.seed());
        assertThat(RedoRule.of(origin(false, Set.of()), model, Optional.empty(), none -> false))
                .isEqualTo(first);
    }

    @Test
    void a_new_prompt_goes_with_the_rows_own_seed_or_a_derived_one() {
        assertThat(RedoRule.of(origin(false, Set.of(3L)), model, Optional.of("jug"), key -> false))
                .isEqualTo(new RedoRule("req", null, "jug"));
        assertThat(RedoRule.of(origin(true, Set.of(3L)), model, Optional.of("jug"), key -> false))
                .isEqualTo(new RedoRule("req", null, "jug"));
    }

    @Test
    void a_prompt_that_would_bring_the_rejected_picture_goes_with_a_new_seed() {
        assertThat(RedoRule.of(origin(false, Set.of(3L)), model, Optional.of("cup"), key -> false)
                        .seed())
                .isNotNull();
        assertThat(RedoRule.of(origin(true, Set.of(3L)), model, Optional.of("cup"), key -> false)
                        .seed())
                .isNotNull();
        String rejected = key("jug", null);
        assertThat(RedoRule.of(origin(false, Set.of(3L)), model, Optional.of("jug"), rejected::equals)
                        .seed())
                .isNotNull();
    }

    @Test
    void a_model_without_seed_or_prompt_is_asked_the_same_again_or_refused_the_prompt() {
        ImageModel bare = model("{\"title\": \"maker/model\", \"properties\": {\"image\": {\"type\": \"string\"}}}");

        assertThat(RedoRule.of(origin(false, Set.of()), bare, Optional.empty(), key -> true))
                .isEqualTo(new RedoRule("req", null, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedoRule.of(origin(false, Set.of()), bare, Optional.of("x"), key -> false))
                .withMessage("the model maker/model takes no prompt");
    }

    @Test
    void a_reused_redo_is_made_again_from_its_own_prompt() {
        RedoChain.RedoOrigin asked = origin(false, Set.of(3L));
        String made = "{\"prompt\":\"jug\",\"seed\":1}";
        RedoChain.RedoOrigin shown = new RedoChain.RedoOrigin(
                asked.madeBy(), asked.model(), asked.input(), made, asked.inputKey(), Set.of(1L, 3L));

        RedoRule redo = RedoRule.of(shown, model, Optional.empty(), key -> false);

        assertThat(redo.prompt()).isEqualTo("jug");
        assertThat(redo.seed()).isIn(2L, 4L);
        assertThat(RedoRule.of(shown, model, Optional.of("vase"), key -> false).prompt())
                .isEqualTo("vase");
    }

    private static RedoChain.RedoOrigin origin(boolean ownSeed, Set<Long> seeds) {
        return new RedoChain.RedoOrigin(
                "req", "maker/model", "{\"prompt\":\"cup\",\"seed\":3}", null, key("cup", ownSeed ? 3L : null), seeds);
    }

    private static String key(String prompt, @Nullable Long seed) {
        ObjectNode input = JsonMapper.shared().createObjectNode().put("prompt", prompt);
        if (seed != null) {
            input.put("seed", seed);
        }
        return InputKey.of("maker/model", input).hex();
    }

    private static ImageModel model(String schema) {
        return new ImageModel(JsonMapper.shared().readTree(schema).asObject());
    }
}
