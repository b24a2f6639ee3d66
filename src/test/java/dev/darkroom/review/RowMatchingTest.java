package dev.darkroom.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.verdicts.Verdict;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests decisions as spreadsheets give them back, held against a run. */
class RowMatchingTest {

    private static final String RUN = "night-2026-11-21";

    private static final List<ReviewCandidate> ROWS = List.of(
            row(1, "00123", "req-1", "aa", RowStatus.SUCCEEDED),
            row(2, "A-2", "req-2", "bb", RowStatus.SUCCEEDED),
            row(3, "123456789012", "req-3", "cc", RowStatus.SUCCEEDED),
            row(4, "3-4", "req-4", "dd", RowStatus.REUSED),
            row(5, "0777", "req-5", "ee", RowStatus.SUCCEEDED),
            row(6, "777", "12e5", "ff", RowStatus.SUCCEEDED),
            row(7, "987654321098765432", "req-7", "11", RowStatus.SUCCEEDED),
            row(8, "twice", "req-8", "22", RowStatus.SUCCEEDED),
            row(9, "twice", null, "33", RowStatus.REJECTED),
            row(10, "lost", null, "44", RowStatus.UNKNOWN),
            row(11, "12E5", "req-11", "55", RowStatus.SUCCEEDED));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id,decision~A-2,approved | 2",
                "id,decision~ A-2 , Approve | 2",
                "id,decision~123,OK | 1",
                "id,decision~1.23457E+11,rejected | 3",
                "id;decision~1,23E+11;no | 3",
                "id,decision~987654321098765000,yes | 7",
                "id,decision~1.20E+06,yes | 11",
                "id,line,decision~777,6,yes | 5",
                "id,request_id,decision~777,req-5,yes | 5",
                "id,request_id,decision~777,1.20E+06,yes | 6",
                "id,decision~twice,yes | 8",
                "id,line,request_id,decision~03. Apr,5,req-4,no | 4",
                "id,line,input_key,decision~03. Apr,5,DD,no | 4",
                "note,DECISION,more,Id~x,rejected,y,A-2 | 2",
                "sep=;~id;decision~A-2;yes | 2",
                "id,decision,,~A-2,yes,,,,~,,,, | 2",
                "id,decision,note~A-2,yes~A-2,approved,again | 2"
            })
    void a_row_is_found_however_its_id_came_back(String file, long row) throws IOException {
        List<InputProblem> problems = new ArrayList<>();

        Map<Long, DecisionLine> judged = match(file, StandardCharsets.UTF_8, problems);

        assertThat(problems).isEmpty();
        assertThat(judged).containsOnlyKeys(row);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void encodings_with_their_mark_and_tabs_are_read(String charset) throws IOException {
        Map<Long, DecisionLine> judged = match(
                "\uFEFFrun\tid\tline\tdecision\tnote~night-2026-11-21\tA-2\t3\trejected\t'=zu düster",
                Charset.forName(charset),
                new ArrayList<>());

        assertThat(judged.values()).extracting(DecisionLine::note).containsExactly("=zu düster");
        assertThat(judged).containsOnlyKeys(2L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id,decision~777,yes | 2:id: the id 777 may be that of line 6 (0777) or of line 7 (777)",
                "id,decision~nobody,yes | 2:id: the run night-2026-11-21 has no row nobody",
                "id,line,decision~A-2,9,yes | 2:id: the id is that of line 3 of the manifest",
                "id,line,request_id,decision~A-2,2,req-1,yes | may have been sorted apart",
                "id,line,request_id,decision~03. Apr,5,req-5,yes | has no row 03. Apr",
                "id,line,decision~03. Apr,5,yes | has no row 03. Apr",
                "id,line,request_id,decision~A-2,3,req-99,yes | was request req-99, and is req-2 now",
                "id,decision~A-2,yes~A-2,no | approved on line 2 and rejected on line 3",
                "id,decision,note~A-2,no,prompt: x~A-2,no,prompt: y | rejected with the prompt \"x\" on line 2",
                "id,decision~lost,no | may have been billed",
                "id,line,decision~twice,10,yes | is rejected and has no picture"
            })
    void rather_no_row_than_a_wrong_one(String file, String message) throws IOException {
        List<InputProblem> problems = new ArrayList<>();

        match(file, StandardCharsets.UTF_8, problems);

        assertThat(problems).singleElement().asString().contains("decisions.csv:", message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id,verdict~a,yes | there is no column decision",
                "decision~yes | there is no column id",
                "id,decision~a,perhaps | 2:decision: the decision perhaps is not known",
                "id,decision~,yes | 2:id: the decision is about no row",
                "id,line,decision~a,x,yes | 2:line: x is not a line",
                "id,decision,note~a,no,prompt: | 2:note: the note asks for a new prompt",
                "run,id,decision~other-1,a,yes | about the run other-1, not about night-2026-11-21"
            })
    void what_cannot_be_understood_is_refused(String file, String message) {
        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> match(file, StandardCharsets.UTF_8, new ArrayList<>()))
                .withMessageContaining(message);
    }

    @Test
    void an_empty_decision_is_none() throws IOException {
        assertThat(match("id,decision~A-2,~nobody, ", StandardCharsets.UTF_8, new ArrayList<>()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"prompt: a cup, a cup", "PROMPT :x, x", "too dark, none", "the prompt: x, none", "prompt it, none"
            })
    void a_note_is_a_remark_unless_it_begins_with_the_mark(String note, String prompt) {
        DecisionLine decision = new DecisionLine("d.csv", 2, "a", Verdict.REJECTED, note, null, "", "", "", null);

        assertThat(decision.prompt().orElse(null)).isEqualTo(prompt);
    }

    private Map<Long, DecisionLine> match(String text, Charset charset, List<InputProblem> problems)
            throws IOException {
        Path file = Files.write(
                folder.resolve("decisions.csv"), text.replace("~", "\r\n").getBytes(charset));
        RowMatching matching = new RowMatching(DecisionsFile.read(file, "decisions.csv", RUN, ""));
        ROWS.forEach(matching::offer);
        Map<Long, DecisionLine> judged = new TreeMap<>();
        matching.judged(RUN, problems).forEach((number, lines) -> judged.put(number, lines.get(0)));
        return judged;
    }

    private static ReviewCandidate row(long number, String id, @Nullable String request, String key, RowStatus status) {
        return new ReviewCandidate(number, id, number + 1, request, key, status, status.hasPicture(), false);
    }
}
