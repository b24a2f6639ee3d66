package dev.darkroom.results;

import static dev.darkroom.results.OutcomeBuilder.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.results.files.JunitReport;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class JunitReportTest {

    @ParameterizedTest
    @CsvSource({
        "REJECTED, failure",
        "FAILED, failure",
        "TIMED_OUT, failure",
        "CANCELLED, failure",
        "DOWNLOAD_FAILED, failure",
        "UNKNOWN, error",
        "SUBMITTED, skipped",
        "PENDING, skipped",
    })
    void a_row_without_a_picture_has_not_passed(RowStatus status, String element) throws Exception {
        Element suite = suites(aRow(1).without(status, "CODE", "words").build()).get(0);

        Element test = elements(suite, "testcase").get(0);
        assertThat(elements(test, element)).hasSize(1);
        assertThat(suite.getAttribute("tests")).isEqualTo("1");
        assertThat(suite.getAttribute("failures")).isEqualTo(element.equals("failure") ? "1" : "0");
        assertThat(suite.getAttribute("errors")).isEqualTo(element.equals("error") ? "1" : "0");
        assertThat(suite.getAttribute("skipped")).isEqualTo(element.equals("skipped") ? "1" : "0");
    }

    @Test
    void rows_with_pictures_have_passed_reused_ones_too_and_flags_are_said() throws Exception {
        Element suite = suites(
                        aRow(1).succeeded(1, 3, "0.02").build(),
                        aRow(2).reused(1).build(),
                        aRow(3).succeeded(1, 2, "0.02").flags("blank=0.1").build())
                .get(0);

        assertThat(suite.getAttribute("name")).isEqualTo("night");
        assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-11-21T12:00:00.000Z");
        assertThat(elements(suite, "testcase"))
                .extracting(test ->
                        test.getAttribute("classname") + " " + test.getAttribute("name") + " " + test.getTextContent())
                .containsExactly("night row-1 ", "night row-2 ", "night row-3 blank=0.1");
        for (String element : List.of("failure", "error", "skipped")) {
            assertThat(elements(suite, element)).isEmpty();
        }
    }

    @Test
    void a_failure_says_why_and_what_helps_whatever_the_service_wrote() throws Exception {
        String words = "<b>\"no\" & 'never'\u0001\uFFFE\n]]>";
        Element failure = elements(
                        suites(aRow(4).ended(RowStatus.FAILED, "JOB_FAILED", words, 1)
                                        .build())
                                .get(0),
                        "failure")
                .get(0);

        assertThat(failure.getAttribute("type")).isEqualTo("JOB_FAILED");
        assertThat(failure.getAttribute("message")).isEqualTo("failed: JOB_FAILED: <b>\"no\" & 'never'\\u0001?\\n]]>");
        assertThat(failure.getTextContent())
                .contains(
                        "line of the manifest: 5\n",
                        "model: " + OutcomeBuilder.MODEL + "\n",
                        "what to do: "
                                + ErrorAdvice.of("JOB_FAILED", RowStatus.FAILED).whatToDo());
    }

    @Test
    void second_rows_of_an_id_are_tests_of_their_own() throws Exception {
        Element suite = suites(
                        aRow(1).id("a").succeeded(1, 1, "0.02").build(),
                        aRow(2).id("a")
                                .without(RowStatus.REJECTED, "DUPLICATE_ID", "line 2")
                                .build())
                .get(0);

        assertThat(elements(suite, "testcase"))
                .extracting(test -> test.getAttribute("name"))
                .containsExactly("a", "a (line 3)");
    }

    @Test
    void many_rows_are_several_suites_of_names_of_their_own_that_add_up() throws Exception {
        RowOutcome[] rows = IntStream.rangeClosed(1, 2_001)
                .mapToObj(row -> row % 10 == 0
                        ? aRow(row).without(RowStatus.FAILED, "X", "y").build()
                        : aRow(row).build())
                .toArray(RowOutcome[]::new);

        List<Element> suites = suites(rows);

        assertThat(suites)
                .extracting(suite -> suite.getAttribute("name") + ", " + suite.getAttribute("tests") + ", "
                        + suite.getAttribute("failures") + ", " + suite.getAttribute("skipped"))
                .containsExactly(
                        "night: rows 1 to 1000, 1000, 100, 900",
                        "night: rows 1001 to 2000, 1000, 100, 900",
                        "night: rows 2001 to 2001, 1, 0, 1");
    }

    @Test
    void a_run_without_rows_is_a_report_all_the_same() throws Exception {
        assertThat(suites()).isEmpty();
    }

    private static List<Element> suites(RowOutcome... rows) throws Exception {
        StringWriter text = new StringWriter();
        JunitReport report = new JunitReport(text, "night", OutcomeBuilder.SUBMITTED);
        for (RowOutcome row : rows) {
            report.add(row);
        }
        report.finish();
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(text.toString())));
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("testsuites");
        return elements(document.getDocumentElement(), "testsuite");
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int index = 0; index < nodes.getLength(); index++) {
            elements.add((Element) nodes.item(index));
        }
        return elements;
    }
}
