package dev.darkroom.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.verdicts.RecordedVerdict;
import dev.darkroom.ledger.verdicts.Verdict;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests what is recorded of a row where several people say something. A word is a person, an initial of the verdict and a
 * second, such as {@code ann:a@3}; without the second it does not tell its time, and without the person nobody gave a name.
 */
class RowVerdictRuleTest {

    private static final Instant NOW = Instant.ofEpochSecond(100);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // rule | recorded before | read | recorded now | stands | conflict
                "anyone | '' | ann:a@1 | ann:a@1 | approved | none",
                "anyone | '' | ann:a@1 ben:a@2 | ann:a@1 ben:a@2 | approved | none",
                "anyone | '' | ann:a@1 ben:r@2 | ben:r@2 | rejected | settled",
                "anyone | '' | ben:r@2 ann:a@1 | ben:r@2 | rejected | settled",
                "anyone | '' | ann:a ben:r | '' | - | open",
                "anyone | '' | ann:a@2 ben:r@2 | '' | - | open",
                "anyone | ann:a@1 | ben:r | ben:r@100 | rejected | settled",
                "anyone | ann:a@5 | ben:r@2 | '' | approved | settled",
                "anyone | ann:a@1 | ann:a@1 ben:r@2 | ben:r@2 | rejected | settled",
                "anyone | ann:a@1 ben:r@2 | ann:a@1 ben:r@2 | '' | rejected | none",
                "anyone | ann:a@1 ben:r@2 | ann:a | '' | rejected | none",
                "anyone | ann:a@1 | ann:r@2 | ann:r@2 | rejected | none",
                "anyone | ann:r@2 | ann:a@1 | '' | rejected | none",
                "anyone | :a@1 | :r | :r@100 | rejected | none",
                "anyone | :a@1 | ben:r | ben:r@100 | rejected | settled",
                "anyone | ann:a@1 | ann:w@2 | ann:w@2 | - | none",
                "anyone | ann:a@1 | ben:w@2 | ben:w@2 | - | settled",
                "anyone | '' | ann:w@2 | '' | - | none",
                "anyone | '' | ann:a@1 ann:w@2 | '' | - | none",
                "anyone | ann:a@1 ann:w@2 | ann:a@3 | ann:a@3 | approved | none",
                "nobody | '' | ann:a@1 ben:r@2 | '' | - | open",
                "nobody | ann:a@1 | ben:r@2 | '' | approved | open",
                "nobody | ann:a@1 | ben:a@2 | ben:a@2 | approved | none",
                "nobody | ann:a@1 | ben:w@2 | '' | approved | open",
                "nobody | ann:a@1 | ann:r@2 | ann:r@2 | rejected | none",
                "nobody | ann:a@1 ben:a@2 | ann:r@3 | '' | approved | open",
                "ben | '' | ann:a@9 ben:r@2 | ben:r@2 | rejected | settled",
                "ben | '' | ann:a ben:r | ben:r@100 | rejected | settled",
                "ben | ben:r@2 | ann:a@9 | '' | rejected | settled",
                "ben | ann:a@1 | eve:r@2 | '' | approved | open",
                "ben | ann:a@1 | eve:r@2 ben:r@3 | eve:r@2 ben:r@3 | rejected | settled",
                "ann+ben | '' | ann:a@1 ben:r@2 | ben:r@2 | rejected | settled",
                "ann+ben | '' | ann:a ben:r | '' | - | open",
                "ann | ann:a@1 carl:a@2 | carl:r@3 | '' | approved | settled",
                "ann | ann:a@1 carl:a@2 | carl:w@3 | '' | approved | settled",
                "ann | ann:a@1 carl:a@2 | ann:r@3 | ann:r@3 | rejected | settled",
                "anyone | ann:a@1 carl:a@2 | carl:r@3 | carl:r@3 | rejected | settled",
                "anyone | ann:a@1 carl:r@2 | carl:a@3 | carl:a@3 | approved | none"
            })
    void what_is_recorded_and_what_stands(
            String rule, String before, String read, String recorded, @Nullable String stands, String conflict) {
        List<RecordedVerdict> history =
                words(before).stream().map(word -> line(word, "").said(NOW)).toList();
        List<DecisionLine> lines =
                words(read).stream().map(word -> line(word, "all.csv")).toList();

        RowVerdictRule.RowDecision decision = new RowVerdictRule(rule(rule), NOW).decide(history, lines, false);

        assertThat(decision.recorded().stream().map(RowVerdictRuleTest::word).toList())
                .containsExactlyElementsOf(words(recorded));
        ReviewWord standing = decision.standing();
        assertThat(standing == null ? null : standing.said().verdict().keyword())
                .isEqualTo(stands);
        assertThat(decision.conflict().isEmpty() ? "none" : decision.isOpen() ? "open" : "settled")
                .isEqualTo(conflict);
    }

    @Test
    void people_without_names_are_told_apart_by_their_files() {
        List<RecordedVerdict> history = List.of(line(":a@1", "").said(NOW));
        RowVerdictRule nobody = new RowVerdictRule(rule("nobody"), NOW);

        assertThat(nobody.decide(history, List.of(line(":r@2", "a.csv")), false).recorded())
                .as("one unnamed person may be the one who said it before")
                .hasSize(1);
        assertThat(nobody.decide(history, List.of(line(":r@2", "a.csv"), line(":a@3", "b.csv")), false)
                        .isOpen())
                .as("two cannot be the same")
                .isTrue();
    }

    private static Predicate<String> rule(String rule) {
        Set<String> names = Set.of(rule.split("\\+"));
        return name -> rule.equals("anyone") || names.contains(name);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }

    private static DecisionLine line(String word, String file) {
        String[] parts = word.split("[:@]");
        Verdict verdict = Arrays.stream(Verdict.values())
                .filter(each -> each.keyword().startsWith(parts[1]))
                .findFirst()
                .orElseThrow();
        Instant at = parts.length < 3 ? null : Instant.ofEpochSecond(Long.parseLong(parts[2]));
        return new DecisionLine(file, 2, "row", verdict, "", null, "", "", parts[0], at);
    }

    private static String word(RecordedVerdict said) {
        return String.format(
                Locale.ROOT,
                "%s:%s@%d",
                said.reviewer() == null ? "" : said.reviewer(),
                said.verdict().keyword().charAt(0),
                said.decidedAt().getEpochSecond());
    }
}
