package dev.darkroom.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.darkroom.ledger.earlier.AdoptedPurchases;
import dev.darkroom.ledger.rows.EarlierRow;
import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.models.IgnoredQuery;
import dev.darkroom.models.InputKey;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.scenes.LedgerScene;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A catalog whose addresses are signed anew every night; the first night is bought. */
class QueryTwinsTest {

    private static final String MODEL = "blackforestlabs/flux-2/flash/edit";
    private static final String FIRST = "https://a.example/1.jpg?v=1&X-Amz-Date=26&X-Amz-Signature=aa";
    private static final String SECOND = "https://a.example/1.jpg?v=1&X-Amz-Date=27&X-Amz-Signature=bb";
    private static final String OTHER_PICTURE = "https://a.example/2.jpg?v=1&X-Amz-Date=27&X-Amz-Signature=bb";
    private static final String OTHER_VERSION = "https://a.example/1.jpg?v=2&X-Amz-Date=27&X-Amz-Signature=bb";
    private static final IgnoredQuery SIGNATURE = new IgnoredQuery(false, Set.of("X-Amz-Date", "X-Amz-Signature"));

    @TempDir
    Path folder;

    private LedgerScene scene;
    private int nights;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder);
        scene.stage(List.of(row("mug", input(FIRST))));
        scene.succeedAs(1, "request-a", "images/first.png");
        scene.begin("second", LedgerScene.SERVICE);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void what_differs_only_in_its_query_is_named_as_long_as_the_job_ignores_none() throws Exception {
        assertThat(why("mug", SECOND, IgnoredQuery.NONE)).isEqualTo(ReuseRefusal.QUERY_DIFFERS);
        assertThat(choice("mug", FIRST, IgnoredQuery.NONE).from()).isNotNull();
        assertThat(choices("mug", OTHER_PICTURE, IgnoredQuery.NONE)).isEmpty();
        assertThat(choices("cup", SECOND, IgnoredQuery.NONE)).isEmpty();
    }

    @Test
    void what_was_bought_before_the_job_ignored_queries_is_found() throws Exception {
        assertThat(choice("mug", SECOND, IgnoredQuery.ALL).from()).isNotNull();
        assertThat(choice("mug", SECOND, SIGNATURE).from()).isNotNull();
        assertThat(choice("mug", OTHER_VERSION, IgnoredQuery.ALL).from()).isNotNull();
        assertThat(why("mug", OTHER_VERSION, SIGNATURE)).isEqualTo(ReuseRefusal.QUERY_DIFFERS);
        assertThat(choices("mug", OTHER_PICTURE, IgnoredQuery.ALL)).isEmpty();
    }

    @Test
    void what_was_bought_under_a_key_of_its_address_as_it_is_sent_is_found() throws Exception {
        String sent = "https://a.example/%C3%A4%5B1%5D.jpg";
        scene.begin("third", LedgerScene.SERVICE);
        scene.stage(List.of(row("bowl", input(sent))));
        scene.succeedAs(1, "request-b", "images/bowl.png");
        scene.begin("fourth", LedgerScene.SERVICE);
        ObjectNode asGiven = input("https://a.example/\u00e4[1].jpg");

        assertThat(chosen(wanted("bowl", input(sent), asGiven)))
                .hasSize(1)
                .allSatisfy(choice -> assertThat(choice.from()).isNotNull());
        assertThat(chosen(wanted("dish", input(sent), asGiven))).isEmpty();
        assertThat(chosen(wanted("bowl", input(sent).put("seed", 5), asGiven))).isEmpty();
    }

    private Collection<ReuseSelector.ReuseChoice> chosen(WantedInput wanted) throws Exception {
        return selector(IgnoredQuery.NONE).chooseFor(List.of(wanted)).values();
    }

    @Test
    void a_seed_that_was_given_counts() throws Exception {
        ObjectNode own = input(SECOND).put("seed", 5);
        assertThat(selector(IgnoredQuery.ALL).chooseFor(List.of(wanted("mug", own, own))))
                .isEmpty();
    }

    @Test
    void what_was_bought_with_padding_around_its_address_is_found() throws Exception {
        String address = "https://a.example/bowl.jpg";
        for (String padded : List.of(address + "\u200b", "\ufeff" + address, address + "\u00a0", "\u200e" + address)) {
            String id = "bowl of " + padded.length() + padded.codePointAt(0) + padded.codePointBefore(padded.length());
            scene.begin("bought-" + id.hashCode(), LedgerScene.SERVICE);
            scene.stage(List.of(row(id, input(padded))));
            scene.succeedAs(1, "request-" + id.hashCode(), "images/bowl.png");
            scene.begin("wanted-" + id.hashCode(), LedgerScene.SERVICE);

            assertThat(chosen(wanted(id, input(address), input(address))))
                    .as(id)
                    .hasSize(1)
                    .allSatisfy(choice -> assertThat(choice.from()).isNotNull());
        }
    }

    @Test
    void what_was_bought_under_another_spelling_of_the_same_address_is_found() throws Exception {
        String address = "https://a.example/kr%C3%A4uter.jpg";
        for (String other : List.of("https://a.example/kr%c3%a4uter.jpg", "https://A.Example/%6Br%C3%A4uter.jpg")) {
            scene.begin("bought-" + other.hashCode(), LedgerScene.SERVICE);
            scene.stage(List.of(row("of " + other, input(other))));
            scene.succeedAs(1, "request-" + other.hashCode(), "images/herbs.png");
            scene.begin("wanted-" + other.hashCode(), LedgerScene.SERVICE);

            assertThat(chosen(wanted("of " + other, input(address), input(address))))
                    .as(other)
                    .hasSize(1)
                    .allSatisfy(choice -> assertThat(choice.from()).isNotNull());
        }
    }

    /** Rows that an earlier run has not got to their end, in every state in which money is, or may be, spent on them. */
    static Stream<Arguments> underWay() {
        return Stream.of(
                arguments("at the service", (UnderWay) scene -> scene.submit(1, "0.02"), true),
                arguments(
                        "to be downloaded",
                        (UnderWay) scene -> scene.complete(1, "0.02", null, List.of("https://cdn.runcomfy.net/1")),
                        true),
                arguments(
                        "timed out",
                        (UnderWay) scene -> {
                            scene.submit(1, "0.02");
                            scene.apply(new LedgerEvent.RequestEnded(
                                    scene.key(1),
                                    1,
                                    RowState.TIMED_OUT,
                                    new RowReason("RUN_TIMEOUT", "slow"),
                                    new JobTimes(null, null),
                                    null));
                        },
                        true),
                arguments(
                        "not downloaded",
                        (UnderWay) scene -> {
                            scene.complete(1, "0.02", null, List.of("https://cdn.runcomfy.net/1"));
                            scene.apply(new LedgerEvent.DownloadFailed(
                                    scene.key(1), 1, RowState.DOWNLOAD_FAILED, new RowReason("HTTP_500", "no"), 5));
                        },
                        true),
                arguments("about to be sent", (UnderWay) scene -> scene.intend(1, 1, "0.02"), false),
                arguments(
                        "in doubt",
                        (UnderWay) scene -> {
                            scene.intend(1, 1, "0.02");
                            scene.apply(new LedgerEvent.SubmitUnknown(
                                    scene.key(1), 1, new RowReason("NO_ANSWER", "no answer")));
                        },
                        false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("underWay")
    void what_is_under_way_since_before_the_job_ignored_queries_is_taken_over(
            String what, UnderWay before, boolean known) {
        buyMore("bowl", FIRST, before);
        WantedInput wanted = wanted("bowl", input(SECOND), input(SIGNATURE.without(SECOND)));
        Map<String, EarlierRow> bought =
                adoption(SIGNATURE).among(List.of(wanted), true).bought();
        assertThat(bought).as(what).containsOnlyKeys(wanted.inputKey());
        assertThat(bought.values()).extracting(EarlierRow::requestId).containsExactly(known ? "request-1" : null);
        assertThat(adoption(SIGNATURE).among(List.of(wanted), false).bought().containsKey(wanted.inputKey()))
                .isEqualTo(known);
        assertThat(adoption(IgnoredQuery.NONE).among(List.of(wanted), true).bought())
                .isEmpty();
        WantedInput other = wanted("bowl", input(OTHER_PICTURE), input(SIGNATURE.without(OTHER_PICTURE)));
        assertThat(adoption(SIGNATURE).among(List.of(other), true).bought()).isEmpty();
    }

    @Test
    void what_is_under_way_with_padding_around_its_address_is_taken_over() {
        buyMore("bowl", "https://a.example/bowl.jpg\u200b", scene -> scene.submit(1, "0.02"));
        ObjectNode input = input("https://a.example/bowl.jpg");
        WantedInput wanted = wanted("bowl", input, input);
        assertThat(adoption(IgnoredQuery.NONE).among(List.of(wanted), true).bought())
                .containsOnlyKeys(wanted.inputKey());
    }

    @Test
    void a_doubt_does_not_hide_an_older_purchase_where_doubts_do_not_count() {
        buyMore("bowl", FIRST, scene -> scene.submit(1, "0.02"));
        buyMore("bowl", OTHER_VERSION, scene -> scene.intend(1, 1, "0.02"));
        WantedInput wanted = wanted("bowl", input(SECOND), input(IgnoredQuery.ALL.without(SECOND)));
        assertThat(adoption(IgnoredQuery.ALL).among(List.of(wanted), false).bought())
                .containsOnlyKeys(wanted.inputKey());
    }

    @Test
    void a_run_that_waits_to_buy_what_the_rule_takes_for_equal_is_named() {
        buyMore("bowl", FIRST, scene -> {});
        WantedInput wanted = wanted("bowl", input(SECOND), input(SIGNATURE.without(SECOND)));
        assertThat(adoption(SIGNATURE).among(List.of(wanted), true).waiting()).hasSize(1);
    }

    /** What becomes of the only row of a run. */
    private interface UnderWay {
        void of(LedgerScene scene);
    }

    private void buyMore(String id, String address, UnderWay until) {
        nights++;
        scene.begin("more-" + nights, LedgerScene.SERVICE);
        scene.stage(List.of(row(id, input(address))));
        until.of(scene);
        scene.begin("after-" + nights, LedgerScene.SERVICE);
    }

    private AdoptionSelector adoption(IgnoredQuery rule) {
        return adoption(scene, rule);
    }

    /** Returns a selector for a job that says nothing of queries. */
    static AdoptionSelector adoption(LedgerScene scene) {
        return adoption(scene, IgnoredQuery.NONE);
    }

    static AdoptionSelector adoption(LedgerScene scene, IgnoredQuery rule) {
        return new AdoptionSelector(
                new AdoptedPurchases(scene.earlier(), scene.rejections()),
                twins(scene, rule),
                new DoubtfulPurchases(scene.earlier(), ModelCatalog.builtIn(), rule, JsonMapper.shared()));
    }

    /** Returns a finder for a job that says nothing of queries. */
    static QueryTwins none(LedgerScene scene) {
        return twins(scene, IgnoredQuery.NONE);
    }

    private static QueryTwins twins(LedgerScene scene, IgnoredQuery rule) {
        return new QueryTwins(scene.earlier(), ModelCatalog.builtIn(), rule, JsonMapper.shared());
    }

    private ReuseSelector selector(IgnoredQuery rule) {
        return new ReuseSelector(scene.earlier(), scene.rejections(), SourceChangeCheck.UNASKED, twins(scene, rule));
    }

    private @Nullable ReuseRefusal why(String id, String address, IgnoredQuery rule) throws Exception {
        return choice(id, address, rule).why();
    }

    private ReuseSelector.ReuseChoice choice(String id, String address, IgnoredQuery rule) throws Exception {
        Map<String, ReuseSelector.ReuseChoice> choices = choices(id, address, rule);
        assertThat(choices).hasSize(1);
        return choices.values().iterator().next();
    }

    private Map<String, ReuseSelector.ReuseChoice> choices(String id, String address, IgnoredQuery rule)
            throws Exception {
        return selector(rule).chooseFor(List.of(wanted(id, input(address), input(rule.without(address)))));
    }

    private static WantedInput wanted(String id, ObjectNode input, ObjectNode keyed) {
        InputKey key = InputKey.of(MODEL, keyed);
        ObjectNode sent = input.deepCopy();
        if (!sent.has("seed")) {
            sent.put("seed", key.seed());
        }
        return new WantedInput(key.hex(), id, MODEL, sent.toString());
    }

    private static StagedRow row(String id, ObjectNode input) {
        WantedInput wanted = wanted(id, input, input);
        return new StagedRow(1, 2, id, id, MODEL, wanted.input(), wanted.inputKey(), null, 1, "{}", null, null);
    }

    private static ObjectNode input(String address) {
        ObjectNode input = JsonMapper.shared().createObjectNode().put("prompt", "a mug");
        input.putArray("image_urls").add(address);
        return input;
    }
}
